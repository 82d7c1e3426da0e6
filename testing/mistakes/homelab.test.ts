import { blogCharts } from './blog-charts.ts';
import { blogDelivery } from './blog-delivery.ts';
import { blogMesh } from './blog-mesh.ts';
import { blogPods } from './blog-pods.ts';
import { blogSight } from './blog-sight.ts';
import { blogStores } from './blog-stores.ts';
import { homeDelivery } from './home-delivery.ts';
import { homeFurther } from './home-further.ts';
import { homeGuards } from './home-guards.ts';
import { homeMesh } from './home-mesh.ts';
import { homePods } from './home-pods.ts';
import { homeSight } from './home-sight.ts';
import { homeStores } from './home-stores.ts';
import { homeWorkflows } from './home-workflows.ts';
import { foundMistakes } from './mistake.ts';

describe('blog charts', () => {
  foundMistakes(blogCharts);
});

describe('blog delivery', () => {
  foundMistakes(blogDelivery);
});

describe('blog mesh', () => {
  foundMistakes(blogMesh);
});

describe('blog pods', () => {
  foundMistakes(blogPods);
});

describe('blog sight', () => {
  foundMistakes(blogSight);
});

describe('blog stores', () => {
  foundMistakes(blogStores);
});

describe('home delivery', () => {
  foundMistakes(homeDelivery);
});

describe('home further', () => {
  foundMistakes(homeFurther);
});

describe('home guards', () => {
  foundMistakes(homeGuards);
});

describe('home mesh', () => {
  foundMistakes(homeMesh);
});

describe('home pods', () => {
  foundMistakes(homePods);
});

describe('home sight', () => {
  foundMistakes(homeSight);
});

describe('home stores', () => {
  foundMistakes(homeStores);
});

describe('home workflows', () => {
  foundMistakes(homeWorkflows);
});
