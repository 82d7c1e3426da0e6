import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseInventory } from '../lib/inventory/parse.ts';
import type { Cluster } from '../lib/inventory/cluster.ts';
import type { KubeObject, Manifest } from '../lib/manifest/manifest.ts';
import { type Synthesis, synthesize } from '../lib/synth/synthesize.ts';
import { installerOf } from './index.ts';

const INVENTORY = readFileSync(join(__dirname, '..', 'clusters', 'homelab.yaml'), 'utf8');

/** Cluster homelab as its inventory says, or as it would be with some lines written otherwise. */
export function homelab(changes: Readonly<Record<string, string>> = {}): Cluster {
  let text = INVENTORY;
  for (const [before, after] of Object.entries(changes)) {
    if (!text.includes(before)) throw new Error(`the inventory has no "${before}"`);
    text = text.replace(before, after);
  }
  const [cluster] = parseInventory('clusters/homelab.yaml', text);
  if (cluster === undefined) throw new Error('the inventory describes no cluster');
  return cluster;
}

/** Everything that a cluster installs. */
export function made(cluster = homelab()): Synthesis {
  return synthesize(cluster, installerOf(cluster));
}

/** Objects of one app. */
export function ofApp({ manifests }: Synthesis, app: string): readonly KubeObject[] {
  return manifests.filter((manifest) => manifest.app === app).map(({ object }) => object);
}

/** The one object of that kind and name. */
export function the({ manifests }: Synthesis, kind: string, name: string): KubeObject {
  const found = manifests.filter(({ object }) => object.kind === kind && object.metadata.name === name);
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error(`there are ${found.length} ${kind} ${name}`);
  return only.object;
}

/** `Kind: names`, sorted, for a roll call. */
export function rollCall(objects: readonly KubeObject[]): Record<string, string[]> {
  const names: Record<string, string[]> = {};
  for (const { kind, metadata } of objects) (names[kind] ??= []).push(metadata.name);
  return Object.fromEntries(
    Object.keys(names)
      .sort()
      .map((kind) => [kind, names[kind]?.sort() ?? []]),
  );
}

/** Files whose text differs between two clusters; one that only one of them has counts. */
export function changedFiles(before: Synthesis, after: Synthesis): string[] {
  const texts = ({ manifests }: Synthesis): Map<string, string> => new Map(manifests.map(({ file, text }: Manifest) => [file, text]));
  const [old, now] = [texts(before), texts(after)];
  return [...new Set([...old.keys(), ...now.keys()])].filter((file) => old.get(file) !== now.get(file)).sort();
}

/**
 * What an object says at some places, `spec.ports.0.port`; a list may be entered by the name of its items (`containers.web`).
 * A table of values compares everything that seed 002 states about one object in one go.
 */
export function valuesAt(object: unknown, table: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.keys(table).map((path) => [path, at(object, path)]));
}

function at(object: unknown, path: string): unknown {
  return path.split(/\.(?![^[]*\])/).reduce<unknown>((value, step) => {
    const key = step.replace(/^\[(.*)\]$/, '$1');
    if (Array.isArray(value) && !/^(\d+|length)$/.test(key)) return (value as { name?: string }[]).find(({ name }) => name === key);
    return (value as Record<string, unknown> | undefined)?.[key];
  }, object);
}
