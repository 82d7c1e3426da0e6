import { releasesBy } from '../../hosts/releases.ts';
import { HELM_KINDS } from '../../helm.ts';
import { at } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { CHART_NEEDS } from '../../security/chart-privileges.ts';
import { exemptNamespaces } from '../../security/exemptions.ts';
import { scriptedLabels } from '../../security/scripted-labels.ts';

const ENFORCE = 'pod-security.kubernetes.io/enforce';

export const chartNeedsPrivileges = defineRule({
  id: 'chart-needs-privileges',
  severity: 'error',
  kinds: HELM_KINDS,
  asks: 'A chart whose pods reach into their node is installed into a namespace that lets them.',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline; seed 004, section 11.2',
  *check(manifest, world) {
    for (const { chart, values, namespace } of releasesBy(world, manifest)) {
      const need = CHART_NEEDS[chart];
      const level = world.namespaceLabels(namespace)?.[ENFORCE] ?? scriptedLabels(world, namespace)?.[ENFORCE];
      if (need === undefined || (level !== 'baseline' && level !== 'restricted') || exemptNamespaces(world).has(namespace)) continue;
      const off = need.unlessOff !== undefined && at(values, need.unlessOff) === false;
      if (off || (need.onlyOn !== undefined && at(values, need.onlyOn) !== true)) continue;
      yield {
        path: manifest.object.kind === 'HelmValues' ? 'values' : 'spec',
        message: `${need.what}, which namespace ${namespace} refuses (it enforces ${level})`,
        why: 'The API server takes the DaemonSet and refuses its pods: it stays at 0, and only its events say why.',
        fix: `Label the namespace ${ENFORCE}: privileged, or install the chart into one that is.`,
      };
    }
  },
});
