import { configFile } from '../../observability/testing.ts';
import { ruleCases } from '../../testing.ts';
import { logLabelsExtracted } from './log-labels-extracted.ts';

const promtail = (...pipeline_stages: readonly object[]) =>
  configFile('promtail', 'promtail.yaml', {
    clients: [{ url: 'http://loki:3100' }],
    scrape_configs: [{ job_name: 'pods', pipeline_stages }],
  });

ruleCases(logLabelsExtracted, {
  accepts: {
    'fields of JSON': [
      promtail({ json: { expressions: { level: 'level', code: 'status' } } }, { labels: { level: null, status: 'code' } }),
    ],
    'groups of an expression': [promtail({ regex: { expression: '^(?P<level>\\w+) (?P<rest>.*)$' } }, { labels: { level: '' } })],
    'what the runtime tells': [promtail({ cri: {} }, { labels: { stream: null } })],
    'a branch of the pipeline': [
      promtail(
        { match: { selector: '{app="web"}', stages: [{ json: { expressions: { level: 'level' } } }] } },
        { labels: { level: null } },
      ),
    ],
  },
  refuses: {
    'a field that nothing extracts': {
      given: [promtail({ json: { expressions: { level: 'level' } } }, { labels: { method: null } })],
      says: 'job pods: the stage labels reads method, which no stage before it extracts',
    },
    'a slip': {
      given: [promtail({ regex: { expression: '^(?P<level>\\w+)' } }, { labels: { levl: null } })],
      says: 'job pods: the stage labels reads levl, which no stage before it extracts',
      fix: 'Did you mean "level"?',
    },
    'a stage that comes too late': {
      given: [promtail({ labels: { level: null } }, { logfmt: { mapping: { level: null } } })],
      says: 'job pods: the stage labels reads level, which no stage before it extracts',
    },
  },
});
