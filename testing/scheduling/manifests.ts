import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import type { Fields } from '../../lib/check/read.ts';
import { schedulingCases, type SchedulingCase } from './cases.ts';

// Writes the nodes and workloads of all cases for a real scheduler: `manifests.ts FOLDER`. See README.md.

const folder = process.argv[2] ?? '.';
const cases = schedulingCases();

writeFileSync(join(folder, 'nodes.yaml'), cases.flatMap((each) => each.nodes.map((node) => dump(nodeOf(node)))).join('---\n'));
writeFileSync(join(folder, 'workloads.yaml'), cases.flatMap((each) => workloadsOf(each).map((object) => dump(object))).join('---\n'));

function nodeOf({ name, labels, taints, cpu, memory }: SchedulingCase['nodes'][number]): Fields {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels },
    spec: { taints },
    status: { capacity: { cpu, memory, pods: '110' } },
  };
}

function workloadsOf({ name, replicas, spec, claim, cpu, memory }: SchedulingCase): readonly Fields[] {
  const namespace = 'scheduling';
  const volumes = claim === undefined ? {} : { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: name } }] };
  const container = { name: 'app', image: 'app:1', resources: { requests: { cpu, memory } } };
  const template = { metadata: { labels: { app: name } }, spec: { containers: [container], ...volumes, ...spec } };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace },
      spec: { replicas, selector: { matchLabels: { app: name } }, template },
    },
    ...(claim === undefined
      ? []
      : [
          {
            apiVersion: 'v1',
            kind: 'PersistentVolumeClaim',
            metadata: { name, namespace },
            spec: { accessModes: [claim], storageClassName: 'disks', resources: { requests: { storage: '1Gi' } } },
          },
        ]),
  ];
}
