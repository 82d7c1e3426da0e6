import { chartApplication } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { alloyPartsExist } from './alloy-parts-exist.ts';

const WRITE = 'loki.write "store" {\n  endpoint { url = "http://loki:3100" }\n}\n';
const source = (to: string) => `loki.source.kubernetes "pods" {\n  targets    = []\n  forward_to = [${to}]\n}\n`;
const config = (data: Record<string, string>) => kube('v1/ConfigMap', { name: 'alloy', namespace: 'monitoring' }, { data });
const chart = (values: Readonly<Record<string, unknown>>) => chartApplication('alloy', 'monitoring', values);

ruleCases(alloyPartsExist, {
  accepts: {
    'a part that is there': [config({ 'config.alloy': WRITE + source('loki.write.store.receiver') })],
    'a part of another file of the folder': [config({ 'a.alloy': WRITE, 'b.alloy': source('loki.write.store.receiver') })],
    'another text': [config({ 'nginx.conf': 'server { listen 80; }' })],
    'what is added to a configuration of the chart': [chart({ alloy: { extraConfig: source('loki.write.store.receiver') } })],
    'parts of a module': [config({ 'config.alloy': `import.file "m" { filename = "/m" }\n${source('loki.write.store.receiver')}` })],
  },
  refuses: {
    'a text in single quotes': {
      given: [config({ 'config.alloy': WRITE.replaceAll('"http://loki:3100"', "'http://loki:3100'") })],
      says: "line 2: 'http://loki:3100' stands in single quotes",
      fix: 'Write "http://loki:3100".',
    },
    'a block that is not closed': {
      given: [config({ 'config.alloy': `${WRITE}${source('loki.write.store.receiver').replace(/}\n$/, '')}` })],
      says: 'a block is not closed at the end',
    },
    'a label off by one': {
      given: [config({ 'config.alloy': WRITE + source('loki.write.stores.receiver') })],
      says: 'line 6 names loki.write.stores.receiver, and there is no loki.write "stores"',
      fix: 'Did you mean loki.write.store?',
    },
    'a part that nobody wrote, in values': {
      given: [chart({ alloy: { configMap: { content: source('loki.process.lines.receiver') } } })],
      says: 'line 3 names loki.process.lines.receiver, and there is no loki.process "lines"',
      fix: 'Add loki.process "lines", or name a part that is there.',
    },
  },
});
