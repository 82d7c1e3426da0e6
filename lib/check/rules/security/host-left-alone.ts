import { POD_KINDS } from '../../pods.ts';
import { items, itemsAt, text, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { isNodeProgram } from '../../security/agents.ts';

/** Sockets through which whoever holds them is root on the node. */
const SOCKETS = /^\/(var\/)?run\/(docker|containerd|crio|cri-dockerd)\b|docker\.sock|containerd\.sock|crio\.sock/;
/** Folders from which the node can be taken over. */
const HEART = /^\/$|^\/(etc|root|boot|dev|proc|sys|usr|lib|bin|sbin|var\/lib\/kubelet|etc\/kubernetes.*|var\/lib\/etcd|home)\/?$/;
const STRONG: ReadonlySet<string> = new Set([
  'ALL',
  'SYS_ADMIN',
  'SYS_PTRACE',
  'SYS_MODULE',
  'DAC_READ_SEARCH',
  'BPF',
  'SYS_RAWIO',
  'NET_ADMIN',
]);

export const hostLeftAlone = defineRule({
  id: 'host-left-alone',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'Only agents of the node are privileged, use its network and processes, or hold its sockets and folders.',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    if (pod === undefined || isNodeProgram(pod)) return;
    const reach: Issue[] = [];
    const say = (path: string, what: string, fix: string): void => {
      const why = 'Whoever breaks into the program has the node, and with it the Secrets and volumes of every pod there.';
      reach.push({ path, message: what, why, fix });
    };
    for (const name of ['hostNetwork', 'hostPID', 'hostIPC'])
      if (pod.spec[name] === true)
        say(
          `${pod.specPath}.${name}`,
          `the pod has ${name}`,
          'Remove it: a Service, or a port of the pod, is enough for a program that serves.',
        );
    for (const { name, path, fields, init } of pod.containers) {
      // Settings of the kernel are made once, before the program starts.
      if (
        textAt(fields, 'securityContext.privileged') === 'true' &&
        !(
          init &&
          itemsAt(fields, 'command')
            .concat(itemsAt(fields, 'args'))
            .some((word) => (text(word) ?? '').includes('sysctl'))
        )
      )
        say(
          `${path}.securityContext.privileged`,
          `container "${name}" is privileged`,
          'Remove it, and add the one capability that it needs.',
        );
      for (const [index, added] of itemsAt(fields, 'securityContext.capabilities.add').entries()) {
        const capability = (text(added) ?? '').toUpperCase().replace(/^CAP_/, '');
        if (STRONG.has(capability))
          say(
            `${path}.securityContext.capabilities.add[${index}]`,
            `container "${name}" gets the capability ${capability}`,
            'Remove it, or say with an exception what it is needed for.',
          );
      }
    }
    for (const [index, volume] of items(pod.spec['volumes']).entries()) {
      const path = textAt(volume, 'hostPath.path');
      if (path === undefined || !(SOCKETS.test(path) || HEART.test(path))) continue;
      const what = SOCKETS.test(path) ? 'the socket of the container runtime' : 'a folder of the node that everything hangs on';
      say(
        `${pod.specPath}.volumes[${index}].hostPath`,
        `the volume "${textAt(volume, 'name') ?? ''}" is ${path}, ${what}`,
        'Remove it; images are built without a socket by Kaniko or BuildKit.',
      );
    }
    yield* reach;
  },
});
