import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { check, type Finding } from '../lib/check/check.ts';
import { newFindings, readBaseline } from '../lib/check/report/baseline.ts';
import { gitSources } from '../lib/check/tree/git-tree.ts';
import { readTree } from '../lib/check/tree/read-tree.ts';
import { treeOf } from '../lib/check/tree/tree.ts';
import { worldsOf } from '../lib/check/tree/worlds.ts';
import type { WorldObject } from '../lib/check/rule.ts';
import { InputError } from '../lib/errors.ts';
import { chosenRules } from './check-rules.ts';
import { clusterKnowledge } from './check-clusters.ts';

export interface CheckRequest {
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly baseline: string | undefined;
  readonly against: string | undefined;
  readonly markdown: boolean;
  readonly cluster: readonly string[];
  readonly clusters: string;
  readonly input: Uint8Array | undefined;
  readonly today: string;
}

export interface Checked {
  readonly findings: readonly Finding[];
  /** How many objects and documents were judged. */
  readonly objects: number;
  readonly notes: readonly string[];
  /** Folder that the findings' files are told from. */
  readonly root: string;
  readonly textOf: (file: string) => string | undefined;
}

/** Reads what was named, asks the rules that were chosen, and leaves out what is known already. */
export async function checkPaths(paths: readonly string[], request: CheckRequest): Promise<Checked> {
  const { rules, wants } = chosenRules(request.only, request.skip);
  const known = request.baseline === undefined ? undefined : readBaseline(readText(request.baseline), request.baseline);
  const { clusterOf, facts, provided, constructs, placed } = await clusterKnowledge(request.clusters, request.cluster);
  const options = { markdown: request.markdown, clusterOf };
  const tree = readTree(paths, { ...options, input: request.input });
  const before = request.against === undefined ? undefined : objectsBefore(tree.root, request.against, options);

  // Inventories say which clusters there are; of the rest the folders do.
  const { objects, apart, merged } = worldsOf(constructs(tree.objects));
  const found = merged(check(objects, { facts, provided, files: tree.files, apart, rules, before, today: request.today })).filter(wants);
  return {
    findings: await placed(known === undefined ? found : newFindings(found, known)),
    objects: tree.objects.length,
    notes: tree.notes,
    root: tree.root,
    textOf: tree.textOf,
  };
}

function objectsBefore(root: string, against: string, options: Parameters<typeof treeOf>[1]): readonly WorldObject[] {
  const isFolder = statSync(path.resolve(against), { throwIfNoEntry: false })?.isDirectory() === true;
  const { objects } = isFolder ? readTree([against], options) : treeOf(gitSources(root, against), options);
  return worldsOf(objects).objects;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new InputError(file, 'there is no such baseline', 'Write one with --write-baseline, or leave --baseline out.');
  }
}
