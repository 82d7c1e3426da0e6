import { nearest } from '../../../values/nearest.ts';
import { FIELDS, JSON_FIELDS, SECRET_FIELDS, SECURE } from '../../observability/datasource-fields.ts';
import { SHAPE_KINDS, partPath, shapesIn } from '../../observability/shapes.ts';
import { fields, fieldsAt, itemsAt, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';

export const datasourceFieldsRead = defineRule({
  id: 'datasource-fields-read',
  severity: 'warning',
  kinds: SHAPE_KINDS,
  asks: 'A provisioned data source has its settings in the fields from which Grafana reads them.',
  source: 'https://grafana.com/docs/grafana/latest/administration/provisioning/#data-sources',
  *check(manifest, world) {
    for (const shape of shapesIn(world, manifest, 'datasources')) {
      // The form without a version is an older one, with names of its own (is_default).
      const old = textAt(shape.content, 'apiVersion') !== '1';
      for (const [index, source] of itemsAt(shape.content, 'datasources').entries()) {
        for (const fault of old ? [] : faultsOf(source))
          yield {
            path: partPath(shape, 'datasources', index),
            ...fault,
            message: `data source ${textAt(source, 'name') ?? String(index)} has ${fault.message}`,
          };
      }
    }
  },
});

function* faultsOf(source: unknown): Iterable<Omit<Issue, 'path'>> {
  for (const name of Object.keys(fields(source))) {
    if (FIELDS.includes(name)) continue;
    const plain = name.replaceAll('_', '').toLowerCase();
    const meant = FIELDS.find((each) => each.toLowerCase() === plain) ?? nearest(name, FIELDS);
    if (SECRET_FIELDS.has(name))
      yield {
        message: `${name} beside its url, where Grafana does not read it since version 9`,
        severity: 'error',
        why: 'The data source logs in without a password, and is refused: every panel of it shows an error.',
        fix: `Write secureJsonData: { ${name}: … }.`,
      };
    else if (JSON_FIELDS.has(name))
      yield {
        message: `${name} beside its url, and it is read from jsonData`,
        why: 'Grafana passes over it, without a word: the default is in force.',
        fix: `Move ${name} into jsonData.`,
      };
    else if (meant !== undefined)
      yield {
        message: `a field ${name}, which Grafana does not know`,
        why: 'Grafana passes over it, without a word: the default is in force.',
        fix: `Did you mean "${meant}"?`,
      };
  }
  for (const name of Object.keys(fieldsAt(source, 'jsonData'))) {
    if (!SECURE.test(name)) continue;
    yield {
      message: `${name} in jsonData, and it is read from secureJsonData`,
      severity: 'error',
      why: 'The data source does not use it, and whoever may look at data sources may read it.',
      fix: `Move ${name} into secureJsonData.`,
    };
  }
}
