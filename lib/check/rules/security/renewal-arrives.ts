import { volume } from '../../pods.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { certificatesIn } from '../../security/certificates.ts';

export const renewalArrives = defineRule({
  id: 'renewal-arrives',
  severity: 'warning',
  kinds: ['apps/v1/Deployment', 'apps/v1/StatefulSet', 'apps/v1/DaemonSet', 'argoproj.io/v1alpha1/Rollout'],
  asks: 'A certificate that is renewed reaches the pods that show it: as a folder, not file by file (subPath) or as a variable.',
  source: 'https://kubernetes.io/docs/concepts/configuration/secret/#mounted-secrets-are-updated-automatically',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined) return;
    // A controller that watches the Secret, and restarts the pods.
    const marks = [...Object.keys(pod.annotations), ...Object.keys(manifest.object.metadata.annotations ?? {})];
    if (marks.some((key) => /reload|stakater|wave\.pusher/i.test(key))) return;
    const renewed = (secret: string | undefined): string | undefined =>
      secret === undefined ? undefined : certificatesIn(world, secret, pod.namespace)[0]?.object.metadata.name;
    for (const { name, path, fields } of pod.containers) {
      const why =
        'cert-manager renews it, and the program shows the old one until it is restarted: one day it has expired, and nobody had changed anything.';
      for (const [index, mount] of itemsAt(fields, 'volumeMounts').entries()) {
        if (textAt(mount, 'subPath') === undefined) continue;
        const certificate = renewed(textAt(volume(pod, textAt(mount, 'name') ?? ''), 'secret.secretName'));
        if (certificate === undefined) continue;
        yield {
          path: `${path}.volumeMounts[${index}]`,
          message: `Certificate ${certificate} is mounted at ${textAt(mount, 'mountPath') ?? ''} by subPath, where a renewed one never arrives`,
          why,
          fix: 'Mount the whole Secret as a folder, and let the program read the files from there.',
        };
        return;
      }
      for (const [index, variable] of itemsAt(fields, 'env').entries()) {
        const certificate = renewed(textAt(variable, 'valueFrom.secretKeyRef.name'));
        if (certificate === undefined || textAt(variable, 'valueFrom.secretKeyRef.key')?.endsWith('ca.crt') === true) continue;
        yield {
          path: `${path}.env[${index}]`,
          message: `the variable ${textAt(variable, 'name') ?? ''} of "${name}" holds Certificate ${certificate} as it was when the pod began`,
          why,
          fix: 'Mount the Secret as a folder, or let a controller restart the pods when it changes.',
        };
        return;
      }
    }
  },
});
