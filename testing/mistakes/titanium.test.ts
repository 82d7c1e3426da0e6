import { mesh2Pods } from './mesh2-pods.ts';
import { mesh2Policies } from './mesh2-policies.ts';
import { mesh2Stores } from './mesh2-stores.ts';
import { askedDeliveryStack } from './asked-delivery-stack.ts';
import { askedNodesPrograms } from './asked-nodes-programs.ts';
import { askedWatchStack } from './asked-watch-stack.ts';
import { foundMistakes, LARGE } from './mistake.ts';
import { seenServices } from './seen-services.ts';
import { prodDatabases } from './prod-databases.ts';
import { prodGitops } from './prod-gitops.ts';
import { prodMesh } from './prod-mesh.ts';
import { prodMonitoring } from './prod-monitoring.ts';
import { prodOverlays } from './prod-overlays.ts';
import { prodTools } from './prod-tools.ts';
import { prodWorkloads } from './prod-workloads.ts';
import { stackFurther } from './stack-further.ts';
import { stackOverlays } from './stack-overlays.ts';
import { stackTools } from './stack-tools.ts';
import { stackWorkflows } from './stack-workflows.ts';
import { stageDatabases } from './stage-databases.ts';
import { stageDelivery } from './stage-delivery.ts';
import { stageLogs } from './stage-logs.ts';
import { stageMesh } from './stage-mesh.ts';
import { stageOverlays } from './stage-overlays.ts';
import { stagePeople } from './stage-people.ts';
import { stageQueries } from './stage-queries.ts';
import { stageScaling } from './stage-scaling.ts';

describe('prod databases', () => {
  foundMistakes(prodDatabases, LARGE);
});

describe('prod gitops', () => {
  foundMistakes(prodGitops, LARGE);
});

describe('prod mesh', () => {
  foundMistakes(prodMesh, LARGE);
});

describe('prod monitoring', () => {
  foundMistakes(prodMonitoring, LARGE);
});

describe('prod overlays', () => {
  foundMistakes(prodOverlays, LARGE);
});

describe('prod tools', () => {
  foundMistakes(prodTools, LARGE);
});

describe('prod workloads', () => {
  foundMistakes(prodWorkloads, LARGE);
});

describe('stack further', () => {
  foundMistakes(stackFurther, LARGE);
});

describe('stack overlays', () => {
  foundMistakes(stackOverlays, LARGE);
});

describe('stack tools', () => {
  foundMistakes(stackTools, LARGE);
});

describe('stack workflows', () => {
  foundMistakes(stackWorkflows, LARGE);
});

describe('stage databases', () => {
  foundMistakes(stageDatabases, LARGE);
});

describe('stage delivery', () => {
  foundMistakes(stageDelivery, LARGE);
});

describe('stage logs', () => {
  foundMistakes(stageLogs, LARGE);
});

describe('stage mesh', () => {
  foundMistakes(stageMesh, LARGE);
});

describe('stage overlays', () => {
  foundMistakes(stageOverlays, LARGE);
});

describe('stage people', () => {
  foundMistakes(stagePeople, LARGE);
});

describe('stage queries', () => {
  foundMistakes(stageQueries, LARGE);
});

describe('stage scaling', () => {
  foundMistakes(stageScaling, LARGE);
});

describe('policies of a strict mesh', () => {
  foundMistakes(mesh2Policies, LARGE);
});

describe('pods of a strict mesh', () => {
  foundMistakes(mesh2Pods, LARGE);
});

describe('stores of a strict mesh', () => {
  foundMistakes(mesh2Stores, LARGE);
});

describe('asked delivery of services', () => {
  foundMistakes(askedDeliveryStack, LARGE);
});

describe('asked watch of services', () => {
  foundMistakes(askedWatchStack, LARGE);
});

describe('asked nodes programs', () => {
  foundMistakes(askedNodesPrograms, LARGE);
});

describe('seen services', () => {
  foundMistakes(seenServices);
});
