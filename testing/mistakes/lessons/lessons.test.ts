import { foundMistakes } from '../mistake.ts';
import { clusters1 } from './clusters-1.ts';
import { clusters2 } from './clusters-2.ts';
import { clusters3 } from './clusters-3.ts';
import { clusters4 } from './clusters-4.ts';
import { clusters5 } from './clusters-5.ts';
import { homelab1 } from './homelab-1.ts';
import { homelab2 } from './homelab-2.ts';
import { homelab3 } from './homelab-3.ts';
import { homelab4 } from './homelab-4.ts';
import { platform1 } from './platform-1.ts';
import { platform2 } from './platform-2.ts';
import { platform3 } from './platform-3.ts';
import { platform4 } from './platform-4.ts';
import { platform5 } from './platform-5.ts';
import { titanium1 } from './titanium-1.ts';
import { titanium2 } from './titanium-2.ts';
import { titanium3 } from './titanium-3.ts';
import { titanium4 } from './titanium-4.ts';
import { titanium5 } from './titanium-5.ts';
import { notInATree } from './not-in-a-tree.ts';

describe('several clusters together', () => {
  foundMistakes([...clusters1, ...clusters2, ...clusters3, ...clusters4, ...clusters5]);
});

describe('a homelab', () => {
  foundMistakes([...homelab1, ...homelab2, ...homelab3, ...homelab4]);
});

describe('a platform of three clusters', () => {
  foundMistakes([...platform1, ...platform2, ...platform3, ...platform4, ...platform5]);
});

describe('microservices in a strict mesh', () => {
  foundMistakes([...titanium1, ...titanium2, ...titanium3, ...titanium4, ...titanium5]);
});

test('no row is said to be in no tree that has a mistake of its own', () => {
  const rows = {
    multicluster: [...platform1, ...platform2, ...platform3, ...platform4, ...platform5],
    homelab: [...homelab1, ...homelab2, ...homelab3, ...homelab4],
    titanium: [...titanium1, ...titanium2, ...titanium3, ...titanium4, ...titanium5],
  };
  const names = new Set(Object.entries(rows).flatMap(([system, list]) => list.map(({ name }) => `${system} ${name.split(' ')[0] ?? ''}`)));

  const both = Object.keys(notInATree).filter((row) => names.has(row));

  expect(both).toEqual([]);
});
