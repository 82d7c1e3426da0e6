import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ciliumPolicies } from '../../lib/check/network/cilium-policy.ts';
import { nativePolicy } from '../../lib/check/network/native-policy.ts';
import { verdict } from '../../lib/check/network/verdict.ts';
import { Random } from './random.ts';
import { makeScene } from './make-scene.ts';
import { flowOf, readScenes } from './scene.ts';

const scenes = readScenes(readFileSync(join(__dirname, 'pairs.jsonl.gz')));

test('every flow gets the verdict that Cilium gives it', () => {
  const differences = scenes.flatMap((scene) => {
    const policies = scene.policies.flatMap((object) =>
      object.kind === 'NetworkPolicy' ? [nativePolicy({ object }, 'cilium')] : ciliumPolicies({ object }),
    );
    return scene.flows.flatMap((short, index) => {
      const { egress, ingress } = verdict(flowOf(scene, short), { from: policies, to: policies });
      const ours = `${egress.passes ? 'a' : 'd'}${ingress.passes ? 'a' : 'd'}`;
      return ours === scene.verdicts[index] ? [] : [{ short, ours, cilium: scene.verdicts[index], scene }];
    });
  });

  expect(differences).toEqual([]);
});

test('the flows are many, and of every sort', () => {
  const verdicts = scenes.flatMap((scene) => scene.verdicts);
  const text = JSON.stringify(scenes.map(({ policies }) => policies));
  const share = (which: string): number => verdicts.filter((each) => each === which).length / verdicts.length;

  expect(verdicts.length).toBeGreaterThanOrEqual(10_000);
  for (const which of ['aa', 'ad', 'da', 'dd']) expect({ which, enough: share(which) > 0.05 }).toEqual({ which, enough: true });
  for (const word of [
    '"NetworkPolicy"',
    '"CiliumNetworkPolicy"',
    '"CiliumClusterwideNetworkPolicy"',
    'matchExpressions',
    'namespaceSelector',
    'io.kubernetes.pod.namespace',
    'io.cilium.k8s.namespace.labels',
    'fromEntities',
    'except',
    'endPort',
    'ingressDeny',
    'egressDeny',
    'policyTypes',
  ]) {
    expect({ word, found: text.includes(word) }).toEqual({ word, found: true });
  }
});

test('the seed makes the same scenes again', () => {
  const random = new Random(20260101);

  const again = Array.from({ length: 3 }, () => makeScene(random, 40));

  expect(again).toEqual(scenes.slice(0, 3).map(({ verdicts: _, ...scene }) => scene));
});
