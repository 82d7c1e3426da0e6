import { POD_KINDS, runsToCompletion, type PodTemplate } from '../../pods.ts';
import { itemsAt, textAt, textsAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';

import { filesIn, wordsOf } from '../../shared-files.ts';
import type { World } from '../../world.ts';

export const claimFilesAgree = defineRule({
  id: 'claim-files-agree',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'A job that works with a file on the volume of a program names it as the program does.',
  source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/; seed 003, M15',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined || !runsToCompletion(pod)) return;
    for (const { claim, file, path, full } of filesOf(pod, world)) {
      const others = writers(world).get(`${pod.namespace}/${claim}`) ?? new Set<string>();
      const near = others.has(file) ? undefined : nearName(file, others);
      if (near === undefined) continue;
      yield {
        path,
        message: `it reads ${full} of claim ${claim}, and the program that keeps its data there calls the file ${near}`,
        why: 'The file is not there: the job fails each night, or copies something that is long dead.',
        fix: `Did you mean "${full.slice(0, full.lastIndexOf('/'))}/${near}"?`,
      };
    }
  },
});

/** Files on claims that pods which run all the time are told of. */
function writers(world: World): ReadonlyMap<string, ReadonlySet<string>> {
  return world.once('files on claims', () => {
    const found = new Map<string, Set<string>>();
    for (const pod of world.podTemplates()) {
      if (runsToCompletion(pod)) continue;
      for (const { claim, file } of filesOf(pod, world)) {
        const key = `${pod.namespace}/${claim}`;
        found.set(key, (found.get(key) ?? new Set()).add(file));
      }
    }
    return found;
  });
}

interface ClaimFile {
  readonly claim: string;
  readonly file: string;
  readonly full: string;
  readonly path: string;
}

function* filesOf(pod: PodTemplate, world: World): Iterable<ClaimFile> {
  const claims = new Map(
    itemsAt(pod.spec, 'volumes').map((each) => [textAt(each, 'name') ?? '', textAt(each, 'persistentVolumeClaim.claimName')]),
  );
  for (const container of pod.containers) {
    for (const mount of itemsAt(container.fields, 'volumeMounts')) {
      const claim = claims.get(textAt(mount, 'name') ?? '');
      const folder = (textAt(mount, 'mountPath') ?? '').replace(/\/+$/, '');
      if (claim === undefined || folder === '' || textAt(mount, 'subPath') !== undefined) continue;
      const maps = itemsAt(container.fields, 'envFrom').flatMap((each, index) =>
        Object.values(textsAt(world.find('v1/ConfigMap', pod.namespace, textAt(each, 'configMapRef.name') ?? '')?.object, 'data')).map(
          (value) => ({
            path: `${container.path}.envFrom[${index}]`,
            value,
          }),
        ),
      );
      for (const { path, value } of [...wordsOf(container), ...maps])
        for (const file of filesIn(value, folder)) yield { claim, file, full: `${folder}/${file}`, path };
    }
  }
}
