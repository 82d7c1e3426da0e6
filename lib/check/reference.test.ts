import { isSample } from './reference.ts';

test.each([
  ['apps/web/secret.yaml', false],
  ['examples/web.yaml', true],
  ['k8s/secret-credentials.example.yaml', true],
  ['k8s/values-sample.yml', true],
  ['infra/cluster.template.yaml', true],
  ['apps/example.yaml', false],
  ['apps/sampler.yaml', false],
  ['apps/template.yaml', false],
  ['overlays/test/web.yaml', false],
])('%s is a sample: %s', (file, expected) => {
  const sample = isSample(file);

  expect(sample).toBe(expected);
});
