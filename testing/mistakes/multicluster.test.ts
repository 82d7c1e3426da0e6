import { clusterAlerts } from './clusters-alerts.ts';
import { clusterHabits } from './clusters-habits.ts';
import { clusterLayers } from './clusters-layers.ts';
import { clusterMetrics } from './clusters-metrics.ts';
import { clusterNetworks } from './clusters-networks.ts';
import { clusterObjects } from './clusters-objects.ts';
import { clusterPolicies } from './clusters-policies.ts';
import { clusterRecovery } from './clusters-recovery.ts';
import { clusterScripts } from './clusters-scripts.ts';
import { clusterSecrets } from './clusters-secrets.ts';
import { clusterSizes } from './clusters-sizes.ts';
import { clusterTraces } from './clusters-traces.ts';
import { clusterVault } from './clusters-vault.ts';
import { fleetDelivery } from './fleet-delivery.ts';
import { fleetMachines } from './fleet-machines.ts';
import { fleetMetrics } from './fleet-metrics.ts';
import { fleetNetworks } from './fleet-networks.ts';
import { fleetRecovery } from './fleet-recovery.ts';
import { fleetScripts } from './fleet-scripts.ts';
import { fleetSecrets } from './fleet-secrets.ts';
import { foundMistakes } from './mistake.ts';

describe('clusters alerts', () => {
  foundMistakes(clusterAlerts);
});

describe('clusters habits', () => {
  foundMistakes(clusterHabits);
});

describe('clusters layers', () => {
  foundMistakes(clusterLayers);
});

describe('clusters metrics', () => {
  foundMistakes(clusterMetrics);
});

describe('clusters networks', () => {
  foundMistakes(clusterNetworks);
});

describe('clusters objects', () => {
  foundMistakes(clusterObjects);
});

describe('clusters policies', () => {
  foundMistakes(clusterPolicies);
});

describe('clusters recovery', () => {
  foundMistakes(clusterRecovery);
});

describe('clusters scripts', () => {
  foundMistakes(clusterScripts);
});

describe('clusters secrets', () => {
  foundMistakes(clusterSecrets);
});

describe('clusters sizes', () => {
  foundMistakes(clusterSizes);
});

describe('clusters traces', () => {
  foundMistakes(clusterTraces);
});

describe('clusters vault', () => {
  foundMistakes(clusterVault);
});

describe('fleet delivery', () => {
  foundMistakes(fleetDelivery);
});

describe('fleet machines', () => {
  foundMistakes(fleetMachines);
});

describe('fleet metrics', () => {
  foundMistakes(fleetMetrics);
});

describe('fleet networks', () => {
  foundMistakes(fleetNetworks);
});

describe('fleet recovery', () => {
  foundMistakes(fleetRecovery);
});

describe('fleet scripts', () => {
  foundMistakes(fleetScripts);
});

describe('fleet secrets', () => {
  foundMistakes(fleetSecrets);
});
