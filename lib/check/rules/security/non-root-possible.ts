import { POD_KINDS } from '../../pods.ts';
import { defineRule } from '../../rule.ts';
import { isNodeProgram } from '../../security/agents.ts';
import { programOf, runAs } from '../../security/run-as.ts';
import { dockerfileOf } from '../../texts/dockerfiles.ts';

/** Bases that name no user of their own. */
const STARTS_AS_ROOT =
  /^(scratch|(library\/)?(python|node|golang|alpine|debian|ubuntu|eclipse-temurin|openjdk|busybox|ruby|php|rust)(:|$))/;

/** Images whose Dockerfile ends with `USER` and a name, with the number behind it. */
const NAMED: readonly { readonly image: RegExp; readonly user: string; readonly id: number }[] = [
  {
    image:
      /^(?:(?:docker\.io\/)?prom|quay\.io\/prometheus|(?:docker\.io\/|quay\.io\/)?prometheuscommunity)\/(?:prometheus|alertmanager|node-exporter|mysqld-exporter|postgres-exporter|pushgateway|statsd-exporter|memcached-exporter)(?:[:@]|$)/,
    user: 'nobody',
    id: 65534,
  },
  { image: /^(?:docker\.io\/|quay\.io\/)?(?:curlimages|curl)\/curl(?:[:@]|$)/, user: 'curl_user', id: 100 },
];

function namedUser(image: string): { readonly user: string; readonly id: number } | undefined {
  return NAMED.find((each) => each.image.test(image));
}

export const nonRootPossible = defineRule({
  id: 'non-root-possible',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'A container that must not run as root names a user or an image that is none, and root is given only where it is needed.',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/; seed 002, L-12',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    for (const container of pod?.containers ?? []) {
      if (pod === undefined) return;
      const { user, nonRoot } = runAs(pod, container);
      const found = programOf(container);
      const built = nonRoot && user === undefined ? dockerfileOf(container.image, world) : undefined;
      if (
        built !== undefined &&
        (built.user === undefined ? STARTS_AS_ROOT.test(built.base) : !/^[1-9]\d*$/.test(built.user) && !built.user.includes('$'))
      ) {
        const asRoot = built.user === undefined || /^(root|0)$/.test(built.user);
        yield {
          path: `${container.path}.securityContext`,
          message: `container "${container.name}" must not run as root, and ${built.file} ${asRoot ? 'leaves its user root' : `names its user "${built.user}", not a number`}`,
          why: `The kubelet does not start it: CreateContainerConfigError, "container has runAsNonRoot and image ${asRoot ? 'will run as root' : 'has non-numeric user'}".`,
          fix: asRoot
            ? 'Add a USER with a number to the Dockerfile, or set runAsUser.'
            : 'Write the number of the user after USER, or set runAsUser.',
        };
        continue;
      }
      const named = nonRoot && user === undefined ? namedUser(container.image ?? '') : undefined;
      if (named !== undefined) {
        yield {
          path: `${container.path}.securityContext`,
          message: `container "${container.name}" must not run as root, and the image ${container.image ?? ''} names its user "${named.user}", not a number`,
          why: 'The kubelet does not start it: CreateContainerConfigError, "container has runAsNonRoot and image has non-numeric user".',
          fix: `Set runAsUser: ${named.id}.`,
        };
        continue;
      }
      const root = user === 0 || (user === undefined && found?.sure === true && found.program.root);
      if (nonRoot && root) {
        yield {
          path: `${container.path}.securityContext`,
          message: `container "${container.name}" must not run as root, and ${user === 0 ? 'runAsUser is 0' : `the image ${container.image ?? ''} starts as root`}`,
          why: 'The kubelet does not start it: CreateContainerConfigError, "container has runAsNonRoot and image will run as root".',
          fix:
            user === 0
              ? 'Name another user, or allow root.'
              : 'Set runAsUser to the user that the program has in the image, or take an image that is not root.',
        };
      } else if (user === 0 && !container.init && !isNodeProgram(pod)) {
        yield {
          path: `${container.path}.securityContext.runAsUser`,
          severity: 'warning',
          message: `container "${container.name}" is told to run as root`,
          why: 'Who breaks into the program is root in the container, and one mistake of the kernel or a mount away from being root on the node.',
          fix: 'Give it a user of its own: runAsUser above 1000, runAsNonRoot: true, and fsGroup for its volumes.',
        };
      }
    }
  },
});
