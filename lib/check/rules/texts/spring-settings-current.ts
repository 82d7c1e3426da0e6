import { POD_KINDS } from '../../pods.ts';
import { defineRule } from '../../rule.ts';
import { renamed } from '../../texts/spring-renamed.ts';
import { canonical, springSettings } from '../../texts/spring.ts';

export const springSettingsCurrent = defineRule({
  id: 'spring-settings-current',
  severity: 'warning',
  kinds: POD_KINDS,
  asks: 'Settings for Spring Boot have the names that its version reads.',
  source: 'https://github.com/spring-projects/spring-boot/wiki/Spring-Boot-3.0-Migration-Guide#configuration-properties-migration',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    for (const container of pod?.containers ?? []) {
      if (pod === undefined || container.init) continue;
      const settings = springSettings(pod, container, world);
      const said = new Set<string>();
      for (const [name, setting] of settings) {
        const found = renamed(name);
        // Who sets both goes through an update.
        if (found === undefined || said.has(found.to) || [...settings.keys()].some((each) => each.startsWith(canonical(found.to))))
          continue;
        said.add(found.to);
        yield {
          path: setting.path,
          // Which version an image has is in no manifest; all but the third are out of support.
          ...(found.from === '3.0' ? { severity: 'info' as const } : {}),
          message: `${setting.name} is read by Spring Boot before ${found.from}; since then it is ${found.to}`,
          why: 'Newer versions pass over it without a word: the default is in force (localhost for a host), and nobody is told.',
          fix: `Write ${found.to.toUpperCase().replace(/[.-]/g, '_')} with what follows, unless the image is that old.`,
        };
      }
    }
  },
});
