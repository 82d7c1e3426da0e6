import { at, itemsAt, text, textAt } from '../../read.ts';
import { installerOf, writtenSources } from '../../installers.ts';
import { installerValues } from '../../helm.ts';
import { defineRule } from '../../rule.ts';

/** Charts with definitions larger than the annotation in which a client keeps what it applied, and the value that leaves them out. */
const LARGE: Readonly<Record<string, string>> = {
  'kube-prometheus-stack': 'crds.enabled',
  'prometheus-operator-crds': '',
};

export const definitionsServerSide = defineRule({
  id: 'definitions-server-side',
  severity: 'warning',
  kinds: ['argoproj.io/v1alpha1/Application', 'argoproj.io/v1alpha1/ApplicationSet'],
  asks: 'An Application of a chart with very large definitions lets the API server apply them (ServerSideApply).',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#server-side-apply; seed 004, section 4.1',
  *check(manifest) {
    const installer = installerOf(manifest);
    if (installer === undefined) return;
    const { spec, specPath } = installer;
    const charts = writtenSources(spec, specPath).flatMap(({ value: source }) =>
      at(source, 'helm.skipCrds') === true ? [] : (textAt(source, 'chart') ?? []),
    );
    const options = itemsAt(spec, 'syncPolicy.syncOptions').map((each) => text(each) ?? '');
    if (options.some((each) => /^(ServerSideApply|Replace)=true$/.test(each))) return;
    for (const chart of charts) {
      const value = LARGE[chart];
      if (value === undefined || installerValues(installer).some(({ values }) => value !== '' && at(values, value) === false)) continue;
      yield {
        path: at(spec, 'syncPolicy') === undefined ? specPath : `${specPath}.syncPolicy`,
        message: `chart ${chart} brings definitions of more than 256 KiB, and they are applied without ServerSideApply=true`,
        why: 'Argo CD writes each object into an annotation of its own, which may hold 256 KiB: the sync fails with "metadata.annotations: Too long".',
        fix: 'Add ServerSideApply=true to syncPolicy.syncOptions.',
      };
    }
  },
});
