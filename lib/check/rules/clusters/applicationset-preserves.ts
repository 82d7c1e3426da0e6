import { at, fieldsAt, itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** What stops an ApplicationSet from deleting Applications. */
const CAREFUL = new Set(['create-only', 'create-update']);
const FINALIZER = 'resources-finalizer.argocd.argoproj.io';

export const applicationsetPreserves = defineRule({
  id: 'applicationset-preserves',
  severity: 'info',
  kinds: ['argoproj.io/v1alpha1/ApplicationSet'],
  asks: 'What an ApplicationSet runs on clusters stays when the Secret of a cluster goes.',
  source:
    'https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Controlling-Resource-Modification/; seed 004, section 4.2',
  *check({ object }) {
    if (!hasClusters(itemsAt(object, 'spec.generators'))) return;
    const preserves = at(object, 'spec.syncPolicy.preserveResourcesOnDeletion') === true;
    const finalizer = itemsAt(object, 'spec.template.metadata.finalizers').findIndex((each) => String(each).startsWith(FINALIZER));
    const why =
      'A cluster Secret that is lost for a minute takes everything with it: the Application is deleted, and with it what it installed.';
    if (preserves && finalizer !== -1) {
      yield {
        path: `spec.template.metadata.finalizers[${finalizer}]`,
        severity: 'warning',
        message: `the finalizer ${FINALIZER} in the template undoes preserveResourcesOnDeletion`,
        why,
        fix: 'Leave the finalizer out.',
      };
    }
    if (preserves || CAREFUL.has(textAt(object, 'spec.syncPolicy.applicationsSync') ?? '')) return;
    yield {
      path: 'spec.syncPolicy',
      message: 'the cluster generator deletes what runs on a cluster as soon as its Secret is gone: preserveResourcesOnDeletion is not set',
      why,
      fix: 'Set spec.syncPolicy.preserveResourcesOnDeletion: true, or applicationsSync: create-update.',
    };
  },
});

function hasClusters(generators: readonly unknown[]): boolean {
  return generators.some(
    (each) =>
      at(each, 'clusters') !== undefined ||
      ['matrix', 'merge'].some((nested) => hasClusters(itemsAt(fieldsAt(each, nested), 'generators'))),
  );
}
