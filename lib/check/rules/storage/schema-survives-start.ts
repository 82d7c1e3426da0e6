import { environmentOf } from '../../hosts/environment.ts';
import { POD_KINDS } from '../../pods.ts';
import { itemsAt, textAt, textsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** Settings that make the tables anew: of Spring, of Quarkus, of Hibernate itself. */
const NAMES = [
  'SPRING_JPA_HIBERNATE_DDL_AUTO',
  'SPRING_JPA_PROPERTIES_HIBERNATE_HBM2DDL_AUTO',
  'QUARKUS_HIBERNATE_ORM_DATABASE_GENERATION',
  'HIBERNATE_HBM2DDL_AUTO',
];
const DROPS = /^(?:create|create-drop|drop-and-create|drop)$/;
const WRITTEN =
  /^[^\n#]*(?:ddl-auto|hbm2ddl\.auto|hibernate-orm\.database\.generation)["']?\s*[:=]\s*["']?(create-drop|create|drop-and-create|drop)["']?\s*$/m;

export const schemaSurvivesStart = defineRule({
  id: 'schema-survives-start',
  severity: 'error',
  kinds: [...POD_KINDS, 'v1/ConfigMap'],
  asks: 'A program does not make the tables of its database anew each time it starts.',
  source:
    'https://docs.spring.io/spring-boot/how-to/data-initialization.html#howto.data-initialization.using-hibernate; seed 001, schema by ddl-auto: update',
  *check(manifest, world) {
    if (manifest.object.kind === 'ConfigMap') {
      for (const [key, text] of Object.entries(textsAt(manifest.object, 'data'))) {
        // A profile for tests is meant so, and a database in memory is empty anyway.
        if (/test|local|dev/i.test(key) || !text.includes('\n') || /jdbc:(?:h2|hsqldb|derby)/.test(text)) continue;
        const [, value] = WRITTEN.exec(text) ?? [];
        if (value !== undefined) yield issue(`data["${key}"]`, `${key} says ${value}`);
      }
    }
    const pod = world.podTemplate(manifest);
    for (const container of pod?.containers ?? []) {
      if (itemsAt(container.fields, 'env').length === 0 && itemsAt(container.fields, 'envFrom').length === 0) continue;
      const variables = environmentOf(container.fields, pod?.namespace ?? '', world);
      const name = NAMES.find((each) => DROPS.test(variables.get(each)?.toLowerCase() ?? ''));
      if (name === undefined || [...variables.values()].some((each) => /^jdbc:(?:h2|hsqldb|derby)/.test(each))) continue;
      const index = itemsAt(container.fields, 'env').findIndex((each) => textAt(each, 'name') === name);
      yield issue(
        index === -1 ? `${container.path}.envFrom` : `${container.path}.env[${index}].value`,
        `${name} is ${variables.get(name) ?? ''}`,
      );
    }
  },
});

function issue(path: string, said: string) {
  return {
    path,
    message: `${said}: the program drops its tables and makes them anew when it starts`,
    why: 'The first restart, release or scale-up empties the database, and a second pod does it under the feet of the first.',
    fix: 'Write update or validate, or let a migration tool own the tables.',
  };
}
