import { ImageRef } from '../values/image-ref.ts';
import { K8sGptAnalysis } from './k8sgpt-analysis.ts';
import { SecretKey } from './secret-key.ts';
import { aSecret, SMALL, SMALL_JSON, Testing } from './testing.ts';

test('asks one provider about what is wrong, and masks names before they leave the cluster', () => {
  const chart = Testing.chart();
  const secret = aSecret('openai', 'api-key');

  new K8sGptAnalysis(chart, 'OpenAi', {
    name: 'k8sgpt-openai',
    namespace: 'k8sgpt',
    backend: 'openai',
    model: 'gpt-4o-mini',
    key: new SecretKey(secret, 'api-key'),
    image: ImageRef.parse('ghcr.io/k8sgpt-ai/k8sgpt:v0.4.36'),
    resources: SMALL,
  });

  expect(Testing.synth(chart)).toEqual([
    {
      apiVersion: 'core.k8sgpt.ai/v1alpha1',
      kind: 'K8sGPT',
      metadata: { name: 'k8sgpt-openai', namespace: 'k8sgpt' },
      spec: {
        ai: {
          enabled: true,
          backend: 'openai',
          model: 'gpt-4o-mini',
          anonymized: true,
          language: 'english',
          secret: { name: 'openai', key: 'api-key' },
        },
        noCache: false,
        repository: 'ghcr.io/k8sgpt-ai/k8sgpt',
        version: 'v0.4.36',
        imagePullPolicy: 'IfNotPresent',
        resources: SMALL_JSON,
      },
    },
  ]);
});

test('a digest alone is refused: the operator has no field for it', () => {
  const image = ImageRef.parse(`ghcr.io/k8sgpt-ai/k8sgpt@sha256:${'a'.repeat(64)}`);
  const made = (): unknown =>
    new K8sGptAnalysis(Testing.chart(), 'OpenAi', {
      name: 'k8sgpt-openai',
      namespace: 'k8sgpt',
      backend: 'openai',
      model: 'gpt-4o-mini',
      key: new SecretKey(aSecret('openai', 'api-key'), 'api-key'),
      image,
      resources: SMALL,
    });

  expect(made).toThrow(/OpenAi image: .* has no tag\. Name one/);
});
