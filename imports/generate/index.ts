import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { importCatalogue } from './chart-catalogue.ts';
import { chartFiles } from './charts.ts';
import { classFiles } from './classes.ts';
import { replaceFiles } from './folder.ts';
import { chartKeys, prunedDefinitions } from './refresh.ts';
import { importSchemas } from './schemas.ts';
import { readSources } from './sources.ts';

const USAGE = `npm run import -- [--refresh DIR] [--charts DIR] [--schemas DIR] [--catalogue DIR] [--folder DIR]

Makes imports/ from imports/sources.yaml and the definitions and key data committed beside it.

  --refresh DIR  first take the listed kinds anew from the definitions in DIR (YAML files)
  --charts DIR   first take the key data of the listed charts anew from DIR
  --schemas DIR  also take the schemas of check anew from DIR (definitions, and Kubernetes' OpenAPI); without it they are only verified
  --catalogue DIR  also take the charts that check knows anew from DIR (key data of any charts); without it they are only verified
  --folder DIR   another folder than imports/
`;

/** Runs the generator and says what it did. */
function run(args: readonly string[]): string {
  const { values: options } = parseArgs({
    args: [...args],
    options: {
      refresh: { type: 'string' },
      charts: { type: 'string' },
      schemas: { type: 'string' },
      catalogue: { type: 'string' },
      folder: { type: 'string', default: 'imports' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (options.help) return USAGE;

  const { folder } = options;
  const sources = readSources(join(folder, 'sources.yaml'));
  let changed = 0;
  if (options.refresh !== undefined) changed += replaceFiles(folder, 'crds', prunedDefinitions(options.refresh, sources));
  if (options.charts !== undefined) changed += replaceFiles(folder, 'charts/keys', chartKeys(options.charts, sources));

  changed += importSchemas(folder, options.schemas);
  changed += importCatalogue(folder, options.catalogue);

  const classes = classFiles(folder, sources);
  const charts = chartFiles(folder, sources);
  changed += replaceFiles(folder, '.', classes) + replaceFiles(folder, 'charts', charts);
  return `${classes.size} groups, ${charts.size} charts, ${changed} ${changed === 1 ? 'file' : 'files'} changed\n`;
}

try {
  process.stdout.write(run(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 2;
}
