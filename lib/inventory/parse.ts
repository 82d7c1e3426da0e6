import { InputError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { dnsLabelProblem } from '../values/dns.ts';
import { buildCluster } from './build.ts';
import type { Cluster } from './cluster.ts';
import { decode } from './decode.ts';
import { Draft } from './draft.ts';
import { judgeClaims } from './judge-claims.ts';
import { judgeNames, judgeNetworks } from './judge-networks.ts';
import { judgeImages, judgeSecrets, judgeStorage } from './judge-supplies.ts';
import { merge, plain } from './located.ts';
import type { LocatedEntry, LocatedMap, LocatedScalar, Path } from './located.ts';
import { Problems } from './problems.ts';
import { readYaml } from './read.ts';
import { clusterSchema, MAX_ENVIRONMENTS } from './schema.ts';
import { reportSecretKeys, reportSecretTexts } from './secrets.ts';
import { reportShape } from './shape.ts';

/** One cluster of a file, with the lines from which its facts come. */
export interface ParsedCluster {
  readonly cluster: Cluster;
  /** Line of `name`, or of the environment's key. */
  readonly line: number;
  /** Line of a fact, by its path. */
  readonly lineOf: (path: Path) => number;
}

/** What a file holds: its clusters, or its problems. */
export type ParsedFile =
  | { readonly clusters: readonly ParsedCluster[]; readonly problems: readonly [] }
  | { readonly clusters: readonly []; readonly problems: readonly Problem[] };

/**
 * The clusters of one inventory: one, or one for each of its environments.
 * @param file as messages shall name it; its name without ending is the cluster's.
 * @throws InputError with every mistake, by line.
 */
export function parseInventory(file: string, text: string | Buffer): Cluster[] {
  const { clusters, problems } = parseFile(file, text);
  if (problems.length > 0) throw new InputError(problems);
  return clusters.map(({ cluster }) => cluster);
}

/** The same, with problems as a value and with places. */
export function parseFile(file: string, content: string | Buffer): ParsedFile {
  const problems = new Problems(file);
  const text = decode(typeof content === 'string' ? Buffer.from(content, 'utf8') : content, problems);
  if (text !== undefined) reportSecretTexts(text, problems);
  const root = text === undefined ? undefined : readYaml(text, problems);
  if (root === undefined) return { clusters: [], problems: problems.sorted() };

  reportSecretKeys(root, problems);
  const clusters = split(file, root, problems).flatMap((cluster) => judge(file, cluster, problems) ?? []);
  return problems.any ? { clusters: [], problems: problems.sorted() } : { clusters, problems: [] };
}

function judge(file: string, root: LocatedMap, problems: Problems): ParsedCluster | undefined {
  const read = clusterSchema.safeParse(plain(root));
  if (!read.success) reportShape(root, read.error.issues, problems);

  const draft = new Draft(root, problems);
  for (const rule of [judgeNetworks, judgeNames, judgeImages, judgeSecrets, judgeStorage, judgeClaims]) rule(draft);
  if (!read.success || problems.any) return undefined;

  return {
    cluster: buildCluster(file, read.data),
    line: draft.line(['name']),
    lineOf: (path) => draft.line(path),
  };
}

/** One map for each cluster that the file describes. */
function split(file: string, root: LocatedMap, problems: Problems): LocatedMap[] {
  const environments = root.entries.get('environments');
  if (environments === undefined) {
    const name = root.entries.get('name')?.value;
    const expected = (file.split(/[/\\]/).at(-1) ?? file).replace(/\.ya?ml$/, '');
    if (name?.kind === 'scalar' && typeof name.value === 'string' && name.value !== expected) {
      problems.add(name.line, name.path, `the cluster is named ${name.value}, its file ${expected}`, 'Give both the same name.');
    }
    return [root];
  }

  const { keyLine, value } = environments;
  if (value.kind !== 'map' || value.entries.size === 0) {
    problems.add(
      keyLine,
      'environments',
      'it is no map of clusters',
      'Write what differs under the name of each cluster, or leave the key out.',
    );
    return [];
  }
  if (value.entries.size > MAX_ENVIRONMENTS) {
    problems.add(
      keyLine,
      'environments',
      `${value.entries.size} clusters are in one file, at most ${MAX_ENVIRONMENTS} are allowed`,
      'Split the file.',
    );
    return [];
  }
  const base: LocatedMap = { ...root, entries: new Map([...root.entries].filter(([key]) => key !== 'environments' && key !== 'name')) };
  return [...value.entries].flatMap(([name, entry]) => environment(base, name, entry, problems) ?? []);
}

function environment(base: LocatedMap, name: string, { keyLine, value }: LocatedEntry, problems: Problems): LocatedMap | undefined {
  const complaint = dnsLabelProblem(name);
  if (complaint !== undefined) problems.add(keyLine, value.path, complaint.what, complaint.fix);

  const named = value.kind === 'map' ? value.entries.get('name') : undefined;
  if (named !== undefined)
    problems.add(named.keyLine, named.value.path, `the cluster is named ${name}, as its key says`, 'Leave the name out here.');

  const isEmpty = value.kind === 'scalar' && value.value === null;
  if (value.kind !== 'map' && !isEmpty) {
    problems.add(keyLine, value.path, 'it is no map of what differs', 'Write what differs, or nothing at all.');
    return undefined;
  }
  const label: LocatedScalar = { kind: 'scalar', value: name, source: name, line: keyLine, path: value.path };
  const merged = isEmpty ? base : merge(base, value);
  return merged.kind === 'map' ? { ...merged, entries: new Map([...merged.entries, ['name', { keyLine, value: label }]]) } : undefined;
}
