import { askedMeshWays } from './asked-mesh-ways.ts';
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
import { askedDeliveryBlog } from './asked-delivery-blog.ts';
import { askedWatchBlog } from './asked-watch-blog.ts';
import { seenBlog } from './seen-blog.ts';
import { seenHistory } from './seen-history.ts';
import { seenIncidentBuilds } from './seen-incidents-builds.ts';
import { seenIncidents } from './seen-incidents.ts';
import { seenWatching } from './seen-watching.ts';
import { foundMistakes, LARGE } from './mistake.ts';
import { sightAlerts } from './sight-alerts.ts';
import { sightGuards } from './sight-guards.ts';
import { sightLogs } from './sight-logs.ts';
import { sightMetrics } from './sight-metrics.ts';
import { sightSaves } from './sight-saves.ts';
import { sightSisters } from './sight-sisters.ts';
import { sightStack } from './sight-stack.ts';
import { siteDelivery } from './site-delivery.ts';
import { siteDetails } from './site-details.ts';
import { siteFront } from './site-front.ts';
import { siteFurther } from './site-further.ts';
import { sitePrograms } from './site-programs.ts';

describe('blog charts', () => {
  foundMistakes(blogCharts, LARGE);
});

describe('blog delivery', () => {
  foundMistakes(blogDelivery, LARGE);
});

describe('blog mesh', () => {
  foundMistakes(blogMesh, LARGE);
});

describe('blog pods', () => {
  foundMistakes(blogPods, LARGE);
});

describe('blog sight', () => {
  foundMistakes(blogSight, LARGE);
});

describe('blog stores', () => {
  foundMistakes(blogStores, LARGE);
});

describe('home delivery', () => {
  foundMistakes(homeDelivery, LARGE);
});

describe('home further', () => {
  foundMistakes(homeFurther, LARGE);
});

describe('home guards', () => {
  foundMistakes(homeGuards, LARGE);
});

describe('home mesh', () => {
  foundMistakes(homeMesh, LARGE);
});

describe('home pods', () => {
  foundMistakes(homePods, LARGE);
});

describe('home sight', () => {
  foundMistakes(homeSight, LARGE);
});

describe('home stores', () => {
  foundMistakes(homeStores, LARGE);
});

describe('home workflows', () => {
  foundMistakes(homeWorkflows, LARGE);
});

describe('site delivery', () => {
  foundMistakes(siteDelivery, LARGE);
});

describe('site details', () => {
  foundMistakes(siteDetails, LARGE);
});

describe('site front', () => {
  foundMistakes(siteFront, LARGE);
});

describe('site further', () => {
  foundMistakes(siteFurther, LARGE);
});

describe('site programs', () => {
  foundMistakes(sitePrograms, LARGE);
});

describe('sight alerts', () => {
  foundMistakes(sightAlerts, LARGE);
});

describe('sight guards', () => {
  foundMistakes(sightGuards, LARGE);
});

describe('sight logs', () => {
  foundMistakes(sightLogs, LARGE);
});

describe('sight metrics', () => {
  foundMistakes(sightMetrics, LARGE);
});

describe('sight saves', () => {
  foundMistakes(sightSaves, LARGE);
});

describe('sight stack', () => {
  foundMistakes(sightStack, LARGE);
});

describe('sight sisters', () => {
  foundMistakes(sightSisters, LARGE);
});

describe('asked mesh ways', () => {
  foundMistakes(askedMeshWays, LARGE);
});

describe('asked delivery of a blog', () => {
  foundMistakes(askedDeliveryBlog, LARGE);
});

describe('asked watch of a blog', () => {
  foundMistakes(askedWatchBlog, LARGE);
});

describe('seen in histories', () => {
  foundMistakes(seenHistory, LARGE);
});

describe('seen watching', () => {
  foundMistakes(seenWatching);
});

describe('seen on blogs', () => {
  foundMistakes(seenBlog, LARGE);
});

describe('seen in incidents', () => {
  foundMistakes([...seenIncidents, ...seenIncidentBuilds]);
});
