import { parseImage } from '../../images.ts';
import { POD_KINDS, type Container } from '../../pods.ts';
import { at, fieldsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { wordsOf } from '../../scheduling/backups.ts';
import { isBlockClaim, mountedClaims } from '../../scheduling/block-volumes.ts';
import { runAs } from '../../security/run-as.ts';

/** Users of images that start without root, from their Dockerfiles. */
const USERS: Readonly<Record<string, number>> = {
  'prom/prometheus': 65_534,
  'prometheus/prometheus': 65_534,
  'prom/alertmanager': 65_534,
  'grafana/grafana': 472,
  'grafana/grafana-oss': 472,
  'grafana/loki': 10_001,
  'grafana/tempo': 10_001,
  'jenkins/jenkins': 1000,
  'elasticsearch/elasticsearch': 1000,
  'sonatype/nexus3': 200,
  'opensearchproject/opensearch': 1000,
};

export const volumeWritable = defineRule({
  id: 'volume-writable',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'Programs that do not run as root may write to the volumes that they mount: the pod has an fsGroup, or something hands the folder over.',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-the-security-context-for-a-pod',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined || fieldsAt(pod.spec, 'securityContext')['fsGroup'] !== undefined) return;
    // An init container that runs as root mends it.
    if (/\bch(own|mod)\b/.test(wordsOf(pod))) return;
    for (const container of pod.containers) {
      const user = runAs(pod, container).user ?? userOf(container);
      if (user === undefined || user === 0) continue;
      const claim = mountedClaims(world, pod, container).find((each) => isBlockClaim(world, each.claim));
      if (claim === undefined || at(claim.mount, 'subPath') !== undefined) continue;
      yield {
        path: claim.path,
        message: `container "${container.name}" runs as user ${user}, and ${claim.folder} is a new file system that belongs to root`,
        why: 'The program cannot write there: permission denied, and it exits with every start.',
        fix: `Set securityContext.fsGroup: ${user} on the pod.`,
      };
      return;
    }
  },
});

function userOf({ image = '' }: Container): number | undefined {
  return USERS[parseImage(image).path];
}
