import { mountedMaps } from '../../mounted-maps.ts';
import { POD_KINDS } from '../../pods.ts';
import { programOf } from '../../programs/of-images.ts';
import { itemsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { parseIni } from '../../texts/ini.ts';

export const exporterSectionRead = defineRule({
  id: 'exporter-section-read',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'The file with which an exporter of MySQL logs in has a section [client], and a user in it.',
  source: 'https://github.com/prometheus/mysqld_exporter#running',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    for (const container of pod?.containers ?? []) {
      if (pod === undefined || !/^mysqld[-_]exporter$/.test(programOf(container))) continue;
      for (const { name, data, path } of mountedMaps(pod, container, world)) {
        for (const [key, content] of Object.entries(data)) {
          if (!key.endsWith('my.cnf')) continue;
          const { sections, settings } = parseIni(content);
          const client = sections.some((each) => each.name === 'client' || each.name.startsWith('client.'));
          const user = settings.some((each) => each.key === 'user' && (each.section ?? '').startsWith('client'));
          const byFlag = itemsAt(container.fields, 'args').some((word) => typeof word === 'string' && word.includes('--mysqld.username'));
          if (client && (user || byFlag)) continue;
          yield {
            path,
            message: client
              ? `${key} of ConfigMap ${name} has no user in [client]`
              : `${key} of ConfigMap ${name} has ${sections.map((each) => `[${each.name}]`).join(', ') || 'no section'}, and the exporter reads [client]`,
            why: 'The exporter ends at its start: "no configuration found" or "no user specified in section or parent". MySQL is not watched.',
            fix: client ? 'Add user to [client].' : 'Call the section [client].',
          };
        }
      }
    }
  },
});
