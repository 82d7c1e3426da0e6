import { POD_KINDS } from '../../pods.ts';
import { text, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';

/** Classes that clusters have without any manifest. */
const BUILT_IN =
  /^(system-(cluster|node)-critical|longhorn-critical|nginx|traefik|gvisor|kata.*|runc|nvidia|alb|istio|cilium|haproxy|gce.*|azure.*|openshift-default)$/;

export const classExists = defineRule({
  id: 'class-exists',
  severity: 'warning',
  kinds: [...POD_KINDS, 'networking.k8s.io/v1/Ingress'],
  asks: 'The PriorityClass, RuntimeClass or IngressClass that an object names exists.',
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/#priorityclass',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    const named =
      pod === undefined
        ? [
            {
              kind: 'networking.k8s.io/v1/IngressClass',
              name: textAt(manifest.object, 'spec.ingressClassName'),
              path: 'spec.ingressClassName',
            },
          ]
        : [
            {
              kind: 'scheduling.k8s.io/v1/PriorityClass',
              name: text(pod.spec['priorityClassName']),
              path: `${pod.specPath}.priorityClassName`,
            },
            { kind: 'node.k8s.io/v1/RuntimeClass', name: text(pod.spec['runtimeClassName']), path: `${pod.specPath}.runtimeClassName` },
          ];
    for (const { kind, name, path } of named) {
      if (name === undefined || name === '' || BUILT_IN.test(name) || world.find(kind, '', name) !== undefined) continue;
      const known = world.ofKind(kind).map(({ object }) => object.metadata.name);
      const near = nearName(name, known);
      const short = kind.slice(kind.lastIndexOf('/') + 1);
      yield {
        path,
        severity: near !== undefined || world.facts.whole === true ? 'error' : known.length > 0 ? 'warning' : 'info',
        message: known.length > 0 ? `there is no ${short} ${name}; known: ${known.join(', ')}` : `nothing here makes ${short} ${name}`,
        why:
          short === 'IngressClass'
            ? 'No controller takes the Ingress: the host answers with 404, or not at all.'
            : 'The API server refuses every pod of this workload: it shows none, and only its events say why.',
        fix: near === undefined ? `Add the ${short}, or name one that exists.` : `Did you mean "${near}"?`,
      };
    }
  },
});
