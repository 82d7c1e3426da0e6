import { POD_KINDS, type Container } from '../../pods.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { runAs } from '../../security/run-as.ts';
import { dockerfileOf } from '../../texts/dockerfiles.ts';
import type { World } from '../../world.ts';

export const javaTempWritable = defineRule({
  id: 'java-temp-writable',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'A Java program whose root file system is read-only has a folder for temporary files.',
  source:
    'https://docs.spring.io/spring-boot/appendix/application-properties/index.html#application-properties.server.server.tomcat.basedir; https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    for (const container of pod?.containers ?? []) {
      if (pod === undefined || container.init || !runAs(pod, container).readOnlyRoot) continue;
      const why = isJava(container, world);
      const mounts = itemsAt(container.fields, 'volumeMounts').map((each) => textAt(each, 'mountPath') ?? '');
      const moved = /java\.io\.tmpdir=(\S+)/.exec(
        JSON.stringify(itemsAt(container.fields, 'env')) +
          JSON.stringify([...itemsAt(container.fields, 'command'), ...itemsAt(container.fields, 'args')]),
      )?.[1];
      if (why === undefined || moved !== undefined || mounts.some((each) => /^\/tmp\/?$/.test(each) || each === '/')) continue;
      yield {
        path: `${container.path}.securityContext.readOnlyRootFilesystem`,
        message: `the root file system of "${container.name}" is read-only, it runs Java (${why}), and no volume is mounted at /tmp`,
        why: 'Tomcat makes its working folder there ("Unable to create tempDir"), and agents unpack there: the program exits at its start.',
        fix: 'Mount an emptyDir at /tmp.',
      };
    }
  },
});

/** What shows that a container runs Java. */
function isJava({ fields, image = '' }: Container, world: World): string | undefined {
  const variable = itemsAt(fields, 'env')
    .map((each) => textAt(each, 'name') ?? '')
    .find((name) => /^(?:JAVA_TOOL_OPTIONS|JAVA_OPTS|JDK_JAVA_OPTIONS|SPRING_[A-Z_]+)$/.test(name));
  if (variable !== undefined) return variable;
  const base = dockerfileOf(image, world)?.base ?? image;
  return /(?:eclipse-temurin|openjdk|amazoncorretto|tomcat|\bjre\b|\bjdk\b)/.test(base) ? base : undefined;
}
