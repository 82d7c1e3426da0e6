import { POD_KINDS } from '../../pods.ts';
import { fields, fieldsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const securityContextSet = defineRule({
  id: 'security-context-set',
  severity: 'info',
  kinds: POD_KINDS,
  asks: 'Pods say as whom they run and what they give up: they have a security context.',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted; seed 003, M34',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined) return;
    const own = Object.keys(fieldsAt(pod.spec, 'securityContext')).length > 0;
    const bare = pod.containers.filter(({ fields: container }) => Object.keys(fields(container['securityContext'])).length === 0);
    if (own || bare.length < pod.containers.length) return;
    yield {
      path: pod.specPath,
      message: 'neither the pod nor a container has a securityContext',
      why: 'Programs run as whoever their image says, mostly root, and may gain more rights: one that is taken over is root on its node a step later.',
      fix: 'Set runAsNonRoot with a runAsUser, allowPrivilegeEscalation: false and capabilities.drop: [ALL].',
    };
  },
});
