import { nearest } from '../../../values/nearest.ts';
import { environmentOf } from '../../hosts/environment.ts';
import { POD_KINDS, type Container } from '../../pods.ts';
import { itemsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { idleBeside, otherDatabase } from '../../texts/settings-beside.ts';
import { FORMS, WORDS } from '../../texts/setting-forms.ts';

export const settingsValid = defineRule({
  id: 'settings-valid',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'Values of well-known variables are ones that the programs take.',
  source:
    'https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/; https://docs.spring.io/spring-boot/appendix/application-properties/index.html',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    for (const container of pod?.containers ?? []) {
      if (itemsAt(container.fields, 'env').length === 0 && itemsAt(container.fields, 'envFrom').length === 0) continue;
      const environment = environmentOf(container.fields, pod?.namespace ?? '', world);
      for (const [name, value] of environment) {
        if (value === '' || /\$[({]|\{\{|^</.test(value)) continue;
        const known = Object.hasOwn(WORDS, name) ? WORDS[name] : undefined;
        const given = known?.many === true ? value.split(',').map((each) => each.trim()) : [value];
        const wrong =
          known === undefined ? undefined : given.find((each) => !known.words.includes(each.toLowerCase()) && !known.words.includes(each));
        if (known !== undefined && wrong !== undefined) {
          const near = nearest(wrong, known.words) ?? known.words.find((each) => each.startsWith(wrong) || wrong.startsWith(each));
          // A word of one's own may be a plug-in; what nearly is one of the list is not.
          yield {
            path: place(container, name),
            ...(near === undefined && name.startsWith('OTEL') ? { severity: 'warning' as const } : {}),
            message: `${name} is "${wrong}", and known are ${known.words.join(', ')}`,
            why: 'The program does not start with it, or goes on as if nothing had been set.',
            fix: near === undefined ? 'Write one of them.' : `Did you mean "${near}"?`,
          };
        }
        const other = name === 'SPRING_DATASOURCE_URL' ? otherDatabase(value, environment) : undefined;
        if (other !== undefined) {
          yield {
            path: place(container, other.name),
            message: `${other.name} is ${other.value}, for ${other.of}, and SPRING_DATASOURCE_URL is of ${other.url}`,
            why: 'The program ends at its start: "Driver claims to not accept jdbcUrl", or sends words that the database does not know.',
            fix: 'Leave it out: Spring chooses by the URL.',
          };
        }
        const idle = idleBeside(name, value, environment);
        if (idle !== undefined) yield { path: place(container, name), severity: 'warning', ...idle };
        const form = Object.hasOwn(FORMS, name) ? FORMS[name] : undefined;
        if (form === undefined || form.form.test(value)) continue;
        const { severity, is, why, fix } = form;
        yield { path: place(container, name), severity, message: `${name} is "${value}", which ${is}`, why, fix: fix(value) };
      }
    }
  },
});

function place({ fields, path }: Container, name: string): string {
  const index = itemsAt(fields, 'env').findIndex((each) => textAt(each, 'name') === name);
  return index === -1 ? `${path}.envFrom` : `${path}.env[${index}].value`;
}
