import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump, loadAll } from 'js-yaml';
import { prune } from './prune.ts';
import type { Definition } from './schema.ts';
import type { Sources } from './sources.ts';
import { chartId } from './sources.ts';

/** `crds/<group>.yaml` → text: the listed kinds of the definitions found in a folder, pruned. */
export function prunedDefinitions(from: string, { definitions }: Sources): ReadonlyMap<string, string> {
  const found = new Map<string, Definition>();
  for (const file of readdirSync(from).sort()) {
    if (!/\.ya?ml$/.test(file)) continue;
    for (const document of loadAll(readFileSync(join(from, file), 'utf8')) as (Definition | null)[]) {
      if (document?.kind === 'CustomResourceDefinition') found.set(`${document.spec.group}/${document.spec.names.kind}`, document);
    }
  }

  const result = new Map<string, string>();
  for (const { group, version, kinds } of definitions) {
    let text = result.get(`crds/${group}.yaml`) ?? '';
    for (const [name, kind] of Object.entries(kinds)) {
      const definition = found.get(`${group}/${name}`);
      if (definition === undefined) throw new Error(`no definition of ${group}/${name} in ${from}`);
      text += `--- # ${name}, release ${version}\n${dump(prune(definition, kind), { lineWidth: -1, noRefs: true })}`;
    }
    result.set(`crds/${group}.yaml`, text);
  }
  return result;
}

/** `charts/keys/<chart>-<version>.yaml` → text: the key data of the listed charts. */
export function chartKeys(from: string, { charts }: Sources): ReadonlyMap<string, string> {
  const result = new Map<string, string>();
  for (const chart of charts) {
    result.set(`charts/keys/${chartId(chart)}.yaml`, readFileSync(join(from, `${chartId(chart)}.yaml`), 'utf8'));
  }
  return result;
}
