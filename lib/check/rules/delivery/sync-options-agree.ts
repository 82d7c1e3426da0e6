import { installerOf } from '../../installers.ts';
import { fieldsAt, itemsAt, text } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';

const ANNOTATION = 'argocd.argoproj.io/sync-options';
const NONE: readonly Issue[] = Object.freeze([]);

export const syncOptionsAgree = defineRule({
  id: 'sync-options-agree',
  severity: 'warning',
  kinds: 'all',
  asks: 'Sync options of Argo CD that exclude each other do not stand together.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#server-side-apply',
  check(manifest) {
    const isSpoken = manifest.object.metadata.annotations?.[ANNOTATION] !== undefined || installerOf(manifest) !== undefined;
    return isSpoken ? faults(manifest) : NONE;
  },
});

function* faults(manifest: WorldObject): Iterable<Issue> {
  for (const { path, options } of written(manifest)) {
    if (!options.includes('Replace=true') || !options.includes('ServerSideApply=true')) continue;
    yield {
      path,
      message: 'Replace=true and ServerSideApply=true stand together, and Replace goes first',
      why: 'Nothing is applied on the side of the server: each sync replaces whole objects, which takes away what controllers and autoscalers wrote, and fails where a field may not change.',
      fix: 'Take out Replace=true; put it as an annotation on the one object that needs it.',
    };
  }
}

/** Options of a whole Application, and those that one object carries. */
function written(manifest: WorldObject): readonly { readonly path: string; readonly options: readonly string[] }[] {
  const installer = installerOf(manifest);
  const own = text(fieldsAt(manifest.object, 'metadata.annotations')[ANNOTATION]) ?? '';
  return [
    {
      path: `${installer?.specPath ?? 'spec'}.syncPolicy.syncOptions`,
      options: itemsAt(installer?.spec, 'syncPolicy.syncOptions').flatMap((each) => text(each) ?? []),
    },
    { path: `metadata.annotations["${ANNOTATION}"]`, options: own.split(',').map((each) => each.trim()) },
  ];
}
