import { foundMistakes } from './mistake.ts';
import { prodDatabases } from './prod-databases.ts';
import { prodGitops } from './prod-gitops.ts';
import { prodMesh } from './prod-mesh.ts';
import { prodMonitoring } from './prod-monitoring.ts';
import { prodOverlays } from './prod-overlays.ts';
import { prodTools } from './prod-tools.ts';
import { prodWorkloads } from './prod-workloads.ts';
import { stageDatabases } from './stage-databases.ts';
import { stageDelivery } from './stage-delivery.ts';
import { stageLogs } from './stage-logs.ts';
import { stageMesh } from './stage-mesh.ts';
import { stageOverlays } from './stage-overlays.ts';
import { stagePeople } from './stage-people.ts';
import { stageQueries } from './stage-queries.ts';
import { stageScaling } from './stage-scaling.ts';

describe('prod databases', () => {
  foundMistakes(prodDatabases);
});

describe('prod gitops', () => {
  foundMistakes(prodGitops);
});

describe('prod mesh', () => {
  foundMistakes(prodMesh);
});

describe('prod monitoring', () => {
  foundMistakes(prodMonitoring);
});

describe('prod overlays', () => {
  foundMistakes(prodOverlays);
});

describe('prod tools', () => {
  foundMistakes(prodTools);
});

describe('prod workloads', () => {
  foundMistakes(prodWorkloads);
});

describe('stage databases', () => {
  foundMistakes(stageDatabases);
});

describe('stage delivery', () => {
  foundMistakes(stageDelivery);
});

describe('stage logs', () => {
  foundMistakes(stageLogs);
});

describe('stage mesh', () => {
  foundMistakes(stageMesh);
});

describe('stage overlays', () => {
  foundMistakes(stageOverlays);
});

describe('stage people', () => {
  foundMistakes(stagePeople);
});

describe('stage queries', () => {
  foundMistakes(stageQueries);
});

describe('stage scaling', () => {
  foundMistakes(stageScaling);
});
