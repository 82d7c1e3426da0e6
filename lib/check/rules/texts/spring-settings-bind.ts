import { POD_KINDS } from '../../pods.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { formOf, leastOf } from '../../texts/spring-forms.ts';
import { canonical, springSettings, type SpringSetting } from '../../texts/spring.ts';

export const springSettingsBind = defineRule({
  id: 'spring-settings-bind',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'Sizes, times and numbers that are set for Spring Boot have the form and the unit in which it reads them.',
  source:
    'https://docs.spring.io/spring-boot/reference/features/external-config.html#features.external-config.typesafe-configuration-properties.conversion; https://github.com/brettwooldridge/HikariCP#gear-configuration-knobs-baby',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    for (const container of pod?.containers ?? []) {
      if (pod === undefined || container.init) continue;
      const settings = springSettings(pod, container, world);
      for (const [name, setting] of settings) {
        // What stands for something else is filled in later.
        if (setting.value === '' || /[$#]\{|\$\(|\{\{|^</.test(setting.value)) continue;
        const form = formOf(name);
        if (form === undefined) continue;
        if (!form.pattern.test(setting.value)) {
          yield {
            path: setting.path,
            message: `${setting.name} is "${setting.value}", and Spring reads ${form.is} there`,
            why: 'The program ends at its start: "Failed to bind properties". No new pod becomes ready.',
            fix: form.fix(setting.value),
          };
          continue;
        }
        yield* least(name, setting);
      }
      yield* pools(settings);
    }
  },
});

/** Times of the pool of connections below what it takes: it refuses some, and puts its default in the place of others. */
function* least(name: string, { name: written, value, path }: SpringSetting): Iterable<Issue> {
  const known = leastOf(name);
  const number = Number(value);
  if (known === undefined || (number === 0 && known.zero) || number >= known.least) return;
  yield {
    path,
    severity: known.refused ? 'error' : 'warning',
    message: `${written} is ${value}, and the least is ${known.least}${known.unit}`,
    why: known.refused
      ? 'The pool refuses it and the program ends at its start.'
      : 'The pool says so in a line of its log, and takes its default.',
    fix: known.unit === '' ? `Write ${known.least} or more.` : `It counts milliseconds: ${number * 1000} are ${number} s.`,
  };
}

/** Times of one pool that undo each other. */
function* pools(settings: ReadonlyMap<string, SpringSetting>): Iterable<Issue> {
  const of = (name: string): SpringSetting | undefined => settings.get(canonical(`spring.datasource.hikari.${name}`));
  const number = (setting: SpringSetting | undefined, usual: number): number =>
    /^\d+$/.test(setting?.value ?? '') ? Number(setting?.value) : usual;
  const [idle, most] = [of('minimum-idle'), of('maximum-pool-size')];
  if (idle !== undefined && number(idle, 0) > number(most, 10)) {
    yield {
      path: idle.path,
      severity: 'warning',
      message: `${idle.name} is ${idle.value}, and the pool has ${number(most, 10)} connections at most${most === undefined ? ', the default' : ''}`,
      why: 'The pool takes the smaller one: what was meant to be kept ready is not.',
      fix: 'Raise maximum-pool-size, or keep fewer ready.',
    };
  }
  const [kept, life] = [of('keepalive-time'), of('max-lifetime')];
  const [every, whole] = [number(kept, 0), number(life, 1_800_000)];
  if (kept === undefined || every < 30_000 || whole === 0 || every < whole) return;
  yield {
    path: kept.path,
    severity: 'warning',
    message: `${kept.name} is ${kept.value}, and a connection lives ${whole} ms${life === undefined ? ', the default' : ''}`,
    why: 'A connection is gone before it is first kept alive: the pool switches the setting off.',
    fix: 'Make it shorter than max-lifetime.',
  };
}
