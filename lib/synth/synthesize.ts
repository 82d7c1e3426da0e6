import { App } from 'cdk8s';
import type { ApiObject } from 'cdk8s';
import { InputError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import type { Cluster } from '../inventory/cluster.ts';
import { fileOf } from '../manifest/file-name.ts';
import { identity, objectName } from '../manifest/manifest.ts';
import type { KubeObject, Manifest } from '../manifest/manifest.ts';
import { labelMistake, nameMistake } from '../manifest/object-name.ts';
import { groupOf, isClusterScoped } from '../manifest/scope.ts';
import { toYaml } from '../manifest/yaml.ts';
import { plainObject } from './plain-object.ts';
import { leavesOf } from './tree.ts';

/** What a cluster's charts make. */
export interface Synthesis {
  /** Every object that is delivered, in the order of their files by code unit. */
  readonly manifests: readonly Manifest[];
  /** Objects that a third-party chart brings along: known to checks, not delivered; in the order of their identities. */
  readonly provided: readonly KubeObject[];
  /** What constructs say to whoever delivers. */
  readonly warnings: readonly Problem[];
}

/** An object on its way to becoming a manifest. */
interface Piece {
  readonly app: string;
  readonly construct: string;
  readonly object: KubeObject;
  readonly provided: boolean;
}

/**
 * Builds one cluster's construct tree in an App of its own and turns it into manifests, all in memory.
 * `install` adds the charts; a chart's id is the folder of its objects.
 * Throws InputError with every problem found: what constructs say in their validations, names that Kubernetes would
 * refuse, two objects with one identity or one file, dependencies across charts. A construct that throws ends at once.
 */
export function synthesize(cluster: Cluster, install: (app: App, cluster: Cluster) => void): Synthesis {
  const app = new App({ outdir: 'dist', recordConstructMetadata: false });
  built(cluster, app, install);
  app.node.lock();

  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const pieces = piecesOf(cluster.name, app, problems, warnings);
  if (problems.length > 0) throw new InputError(problems);

  const manifests = manifestsOf(cluster.name, pieces, problems);
  if (problems.length > 0) throw new InputError(problems);
  return Object.freeze({
    manifests: Object.freeze(manifests),
    provided: Object.freeze(providedOf(pieces)),
    warnings: Object.freeze(warnings),
  });
}

/** A construct knows its path without the cluster; the person who reads about its mistake needs both. */
function built(cluster: Cluster, app: App, install: (app: App, cluster: Cluster) => void): void {
  try {
    install(app, cluster);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(
      error.problems.map((problem) => {
        const [chart = ''] = problem.where.split(/[/ ]/, 1);
        return app.node.tryFindChild(chart) === undefined ? problem : { ...problem, where: `${cluster.name}/${problem.where}` };
      }),
    );
  }
}

function piecesOf(cluster: string, app: App, problems: Problem[], warnings: Problem[]): Piece[] {
  const leaves = leavesOf(app, cluster, problems, warnings);
  const definitions = leaves.filter(({ construct }) => construct.kind === 'CustomResourceDefinition');
  const defined = new Set(definitions.flatMap(({ construct }) => definedClusterScope(rendered(construct))));
  return leaves.map(({ construct, chart, provided }) => {
    const where = `${cluster}/${construct.node.path}`;
    // Copied at once: all objects rendered first would live side by side with their copies.
    const raw = rendered(construct);
    const outsideNamespaces = isClusterScoped(raw) || defined.has(`${groupOf(raw.apiVersion)}/${raw.kind}`);
    const object = plainObject(outsideNamespaces ? withoutNamespace(raw, chart.namespace, where, problems) : raw, where, problems);
    problems.push(...mistakesOf(object, construct, outsideNamespaces, where));
    return { app: chart.node.id, construct: where, object, provided };
  });
}

function rendered(construct: ApiObject): KubeObject {
  return construct.toJson() as KubeObject;
}

/** Kinds that a CustomResourceDefinition puts outside namespaces. */
function definedClusterScope({ spec }: KubeObject): string[] {
  return spec?.scope === 'Cluster' ? [`${spec.group}/${spec.names.kind}`] : [];
}

/** cdk8s gives the chart's namespace to every object, also to those that have none; another one was somebody's wish. */
function withoutNamespace(object: KubeObject, ofChart: string | undefined, where: string, problems: Problem[]): KubeObject {
  const { namespace, ...metadata } = object.metadata;
  if (namespace !== undefined && namespace !== ofChart) {
    problems.push({
      where: `${where} metadata.namespace`,
      what: `is ${namespace}, and a ${object.kind} lives outside namespaces`,
      fix: 'Leave it out.',
    });
  }
  return { ...object, metadata };
}

function mistakesOf(object: KubeObject, construct: ApiObject, outsideNamespaces: boolean, where: string): Problem[] {
  const { name, namespace } = object.metadata;
  const problems: Problem[] = [];
  const add = (field: string, what: string, fix: string): number => problems.push({ where: `${where} ${field}`, what, fix });

  const allowed = nameMistake(object);
  if (allowed !== undefined)
    add('metadata.name', `is ${JSON.stringify(name)}, a ${object.kind} may be called ${allowed}`, 'Choose such a name.');
  else if (/-c8[0-9a-f]{6}$/.test(name) && name === construct.chart.generateObjectName(construct)) {
    add('metadata.name', `is missing, and ${name} would change when the construct moves`, 'Give the object a name.');
  }
  if (!outsideNamespaces && namespace === undefined) {
    add('metadata.namespace', `is missing, and a ${object.kind} lives in a namespace`, 'Set it, or give the chart a namespace.');
  }
  const namespaceAllowed = namespace === undefined ? undefined : labelMistake(namespace);
  if (namespaceAllowed !== undefined) {
    add('metadata.namespace', `is ${JSON.stringify(namespace)}, a namespace may be called ${namespaceAllowed}`, 'Choose such a name.');
  }
  return problems;
}

function providedOf(pieces: readonly Piece[]): KubeObject[] {
  const objects = pieces.filter(({ provided }) => provided).map(({ object }) => object);
  return objects.sort((a, b) => (identity(a) < identity(b) ? -1 : 1));
}

function manifestsOf(cluster: string, pieces: readonly Piece[], problems: Problem[]): Manifest[] {
  const byIdentity = new Map<string, Piece>();
  const byFile = new Map<string, Piece>();
  const manifests: Manifest[] = [];
  for (const piece of pieces) {
    const { app, construct, object } = piece;
    const twin = first(byIdentity, identity(object), piece);
    if (twin !== undefined) {
      problems.push({
        where: construct,
        what: `${objectName(object)} is also made by ${twin.construct}`,
        fix: 'Remove one of the two, or rename it.',
      });
      continue;
    }
    if (piece.provided) continue;

    const file = fileIn(cluster, piece, problems);
    if (file === undefined) continue;
    const neighbour = first(byFile, file, piece);
    if (neighbour !== undefined) {
      const what = `${objectName(object)} would land in ${file}, the file of ${objectName(neighbour.object)} made by ${neighbour.construct}`;
      problems.push({ where: construct, what, fix: 'Rename one of the two, or put it into another chart.' });
      continue;
    }
    manifests.push(Object.freeze({ cluster, app, object, construct, file, text: toYaml(object) }));
  }
  return manifests.sort((a, b) => (a.file < b.file ? -1 : 1));
}

function fileIn(cluster: string, { app, object }: Piece, problems: Problem[]): string | undefined {
  try {
    return fileOf(cluster, app, object);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}

/** Whoever holds this key already; otherwise the piece takes it. */
function first(pieces: Map<string, Piece>, key: string, piece: Piece): Piece | undefined {
  const holder = pieces.get(key);
  if (holder === undefined) pieces.set(key, piece);
  return holder;
}
