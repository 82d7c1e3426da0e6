import { mountedMaps } from '../mounted-maps.ts';
import type { Container, PodTemplate } from '../pods.ts';
import { itemsAt, text } from '../read.ts';
import type { World } from '../world.ts';
import { parseIni } from './ini.ts';

/** A setting of a server of MySQL or MariaDB: `wait-timeout`, by an option of its command, or by a file that it mounts. The option wins. */
export function mysqlSetting(pod: PodTemplate, container: Container, name: string, world: World): string | undefined {
  const words = ['command', 'args'].flatMap((list) => itemsAt(container.fields, list).flatMap((word) => text(word) ?? ''));
  for (const [index, word] of words.entries()) {
    const [, key = '', value] = /^--([\w-]+)(?:=(.*))?$/.exec(word) ?? [];
    if (dashed(key) === name) return value ?? words[index + 1];
  }
  for (const { data } of mountedMaps(pod, container, world)) {
    for (const content of Object.values(data)) {
      if (!content.includes('[')) continue;
      const setting = parseIni(content).settings.findLast(
        ({ section, key }) => /^(mysqld|server|mariadbd?)/.test(section ?? '') && dashed(key) === name,
      );
      if (setting?.value !== undefined) return setting.value.replace(/\s+#.*$/, '').trim();
    }
  }
  return undefined;
}

/** MySQL takes `wait_timeout` and `wait-timeout` for one. */
function dashed(key: string): string {
  return key.toLowerCase().replaceAll('_', '-');
}
