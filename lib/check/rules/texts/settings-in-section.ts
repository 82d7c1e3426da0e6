import { HELM_KINDS } from '../../helm.ts';

import { join, someString, textsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { texts } from '../../texts.ts';
import { grafanaFaults, mysqlFaults } from '../../texts/sections.ts';

/** A text that is one for the server of MySQL or MariaDB, whatever it is called. */
const MYSQL = /^[ \t]*\[(mysqld|mariadbd?)\]/m;
/** OpenSSL has files of this ending, too. */
const OF_MYSQL = /^[ \t]*\[(mysql\w*|client|mariadb\w*)/m;

export const settingsInSection = defineRule({
  id: 'settings-in-section',
  severity: 'error',
  kinds: ['v1/ConfigMap', ...HELM_KINDS],
  asks: 'In files with sections, such as my.cnf and grafana.ini, a setting stands in the section of the program that reads it.',
  source:
    'https://dev.mysql.com/doc/refman/8.4/en/option-files.html; https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/',
  *check(manifest, world) {
    if (manifest.object.kind === 'ConfigMap') {
      for (const [key, value] of Object.entries(textsAt(manifest.object, 'data'))) {
        const path = join('data', key);
        if (/^my\.(cnf|ini)$/.test(key) || MYSQL.test(value) || (key.endsWith('.cnf') && OF_MYSQL.test(value)))
          for (const fault of mysqlFaults(value)) yield { path, ...fault };
        else if (key === 'grafana.ini') for (const fault of grafanaFaults(value)) yield { path, ...fault };
      }
      return;
    }
    // Values of charts of MySQL and MariaDB hold the file as one text.
    if (!someString(manifest.object, (value) => value.includes('[mysqld]'))) return;
    for (const { path, value } of texts(manifest, world)) {
      if (MYSQL.test(value)) for (const fault of mysqlFaults(value)) yield { path, ...fault };
    }
  },
});
