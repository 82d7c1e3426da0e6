import path from 'node:path';
import { defineCommand } from './command.ts';
import { EXIT } from './exit.ts';
import { inventoryOptions } from './options.ts';
import { count } from './text.ts';
import { writeNamedFile } from './write-file.ts';

export const context = defineCommand({
  name: 'context',
  summary: 'Write the objects that third-party charts create, for tools that judge the manifests.',
  details:
    'Services, pods and classes that Helm charts make are no part of dist/, yet manifests refer to them. This writes what the proof ' +
    'knows of them: DIR/<cluster>/<kind>.<namespace>.<name>.yaml. Never apply these files.',
  argument: { name: 'DIR', help: 'folder for the objects; made when it is missing' },
  options: inventoryOptions,
  examples: ['context build/context', 'context build/context --cluster homelab'],
  async run(options, io, folder) {
    const { synthesizeAll } = await import('./synthesize-all.ts');
    const { toYaml } = await import('../lib/manifest/yaml.ts');

    let written = 0;
    for (const { cluster, provided } of await synthesizeAll(options.clusters, options.cluster, io)) {
      for (const object of provided) {
        const { namespace, name } = object.metadata;
        const words = [object.kind.toLowerCase(), ...(namespace === undefined ? [] : [namespace]), encodeURIComponent(name)];
        writeNamedFile(path.join(folder, cluster.name, `${words.join('.')}.yaml`), toYaml(object));
        written += 1;
      }
    }
    io.err(`${count(written, 'object')} in ${folder}/`);
    return EXIT.ok;
  },
});
