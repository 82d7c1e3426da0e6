import { dump } from 'js-yaml';
import { kube, ruleCases } from '../../testing.ts';
import { datasourceTextKept } from './datasource-text-kept.ts';

const loki = (url: string) =>
  kube(
    'v1/ConfigMap',
    { name: 'sources', namespace: 'monitoring' },
    {
      data: {
        'sources.yaml': dump({
          apiVersion: 1,
          datasources: [
            { name: 'Loki', uid: 'loki', type: 'loki', url: 'http://loki:3100', jsonData: { derivedFields: [{ name: 'TraceID', url }] } },
          ],
        }),
      },
    },
  );

ruleCases(datasourceTextKept, {
  accepts: {
    'two dollars': [loki('$${__value.raw}')],
    'a variable of the surroundings': [loki('http://$HOST/trace')],
  },
  refuses: {
    'one dollar': {
      given: [loki('${__value.raw}')],
      says: 'jsonData.derivedFields[0].url of data source Loki says ${__value.raw}, with one dollar',
      fix: 'Write $${__value.raw}.',
    },
  },
});
