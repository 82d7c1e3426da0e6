import { POD_KINDS } from '../../pods.ts';
import { javaFault, javaOptions, javaVersion } from '../../programs/java.ts';
import { defineRule } from '../../rule.ts';

export const javaOptionsValid = defineRule({
  id: 'java-options-valid',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'Options for Java are ones that its version has, in the form that it reads.',
  source: 'https://docs.oracle.com/en/java/javase/21/docs/specs/man/java.html; https://openjdk.org/jeps/363',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    for (const container of pod?.containers ?? []) {
      if (pod === undefined) continue;
      for (const { name, path, value, sure } of javaOptions(pod, container, world)) {
        const found = javaFault(value, javaVersion(container.image, world));
        if (found === undefined) continue;
        yield {
          path,
          severity: sure ? 'error' : 'warning',
          message: `${found.word} in ${name} of container "${container.name}" ${found.fault}`,
          why: 'Java ends before the program begins: "Could not create the Java Virtual Machine". The container restarts for ever.',
          fix: found.fix,
        };
      }
    }
  },
});
