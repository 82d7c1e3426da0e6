import { installerOf } from '../../installers.ts';
import { fieldsAt, itemsAt, textsAt } from '../../read.ts';
import { defineRule, type WorldObject } from '../../rule.ts';

const FINALIZER = 'resources-finalizer.argocd.argoproj.io';
const OPTIONS = 'argocd.argoproj.io/sync-options';

export const pruneSparesData = defineRule({
  id: 'prune-spares-data',
  severity: 'info',
  kinds: ['argoproj.io/v1alpha1/Application'],
  asks: 'Deleting an Application or a file does not delete the volumes of databases.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#no-prune-resources; seed 003, M24',
  *check(manifest, world) {
    const installer = installerOf(manifest);
    if (installer === undefined) return;
    const deletes = itemsAt(manifest.object, 'metadata.finalizers').some((each) => String(each).startsWith(FINALIZER));
    const prunes = fieldsAt(installer.spec, 'syncPolicy.automated')['prune'] === true;
    const claims = world.everywhere.installedBy(installer).filter(({ object }) => object.kind === 'PersistentVolumeClaim');
    const bare = claims.filter((each) => (deletes && !says(each, 'Delete=false')) || (prunes && !says(each, 'Prune=false')));
    const [first] = bare;
    if (first === undefined || (!deletes && !prunes)) return;
    yield {
      path: deletes ? 'metadata.finalizers' : 'spec.syncPolicy.automated.prune',
      message: `${deletes ? 'deleting the Application' : 'a file that is moved or lost'} deletes PersistentVolumeClaim ${bare.map(({ object }) => object.metadata.name).join(', ')}`,
      why: 'With a class that deletes what is released, the data is gone in the same minute.',
      fix: `Annotate the claim ${OPTIONS}: Prune=false,Delete=false.`,
    };
  },
});

function says({ object }: WorldObject, option: string): boolean {
  return (textsAt(object, 'metadata.annotations')[OPTIONS] ?? '').split(',').some((each) => each.trim() === option);
}
