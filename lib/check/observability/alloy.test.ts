import { alloyConfig } from './alloy.ts';

const CONFIG = `
// loki.write.old.receiver
loki.write "store" {
  endpoint { url = "http://loki.write.text.receiver" }
}
loki.source.file "pods" {
  targets    = local.file_match.pods.targets
  forward_to = [loki.process.lines.receiver, loki.write.store.receiver]
}
`;

test('parts and the exports that they name are found, with their lines', () => {
  expect(alloyConfig(CONFIG)).toEqual({
    parts: [
      { component: 'loki.write', label: 'store' },
      { component: 'loki.source.file', label: 'pods' },
    ],
    references: [
      { component: 'local.file_match', label: 'pods', written: 'local.file_match.pods.targets', line: 7 },
      { component: 'loki.process', label: 'lines', written: 'loki.process.lines.receiver', line: 8 },
      { component: 'loki.write', label: 'store', written: 'loki.write.store.receiver', line: 8 },
    ],
  });
});

test.each([
  ['another text', 'server { listen 80; }'],
  ['parts of a module', `import.git "modules" {}\n${CONFIG}`],
  ['parts of its own making', `declare "pods" {}\n${CONFIG}`],
  ['a template', `${CONFIG}\n{{ .Values.more }}`],
])('%s is not followed', (_, text) => {
  expect(alloyConfig(text)).toBeUndefined();
});
