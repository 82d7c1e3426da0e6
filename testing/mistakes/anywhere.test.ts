import { access } from './access.ts';
import { addresses } from './addresses.ts';
import { alerting } from './alerting.ts';
import { alerts } from './alerts.ts';
import { attachedRoutes } from './attached-routes.ts';
import { backups } from './backups.ts';
import { builds } from './builds.ts';
import { capacity } from './capacity.ts';
import { circles } from './circles.ts';
import { claims } from './claims.ts';
import { configurations } from './configurations.ts';
import { credentials } from './credentials.ts';
import { dashboards } from './dashboards.ts';
import { details } from './details.ts';
import { doors } from './doors.ts';
import { duplicates } from './duplicates.ts';
import { encryption } from './encryption.ts';
import { fields } from './fields.ts';
import { gitops } from './gitops.ts';
import { guides } from './guides.ts';
import { habits } from './habits.ts';
import { kustomizations } from './kustomizations.ts';
import { logPipelines } from './log-pipelines.ts';
import { meanings } from './meanings.ts';
import { meshPolicies } from './mesh-policies.ts';
import { meshes } from './meshes.ts';
import { misplaced } from './misplaced.ts';
import { foundMistakes } from './mistake.ts';
import { movedServices } from './moved-services.ts';
import { objects } from './objects.ts';
import { operators } from './operators.ts';
import { pipelines } from './pipelines.ts';
import { policies } from './policies.ts';
import { programs } from './programs.ts';
import { queries } from './queries.ts';
import { renamedKeys } from './renamed-keys.ts';
import { renames } from './renames.ts';
import { rights } from './rights.ts';
import { room } from './room.ts';
import { routes } from './routes.ts';
import { services } from './services.ts';
import { settings } from './settings.ts';
import { surroundings } from './surroundings.ts';
import { telemetry } from './telemetry.ts';
import { texts } from './texts.ts';
import { twice } from './twice.ts';
import { versions } from './versions.ts';
import { volumes } from './volumes.ts';

describe('access', () => {
  foundMistakes(access);
});

describe('addresses', () => {
  foundMistakes(addresses);
});

describe('alerting', () => {
  foundMistakes(alerting);
});

describe('alerts', () => {
  foundMistakes(alerts);
});

describe('attached routes', () => {
  foundMistakes(attachedRoutes);
});

describe('backups', () => {
  foundMistakes(backups);
});

describe('builds', () => {
  foundMistakes(builds);
});

describe('capacity', () => {
  foundMistakes(capacity);
});

describe('circles', () => {
  foundMistakes(circles);
});

describe('claims', () => {
  foundMistakes(claims);
});

describe('configurations', () => {
  foundMistakes(configurations);
});

describe('credentials', () => {
  foundMistakes(credentials);
});

describe('dashboards', () => {
  foundMistakes(dashboards);
});

describe('details', () => {
  foundMistakes(details);
});

describe('doors', () => {
  foundMistakes(doors);
});

describe('duplicates', () => {
  foundMistakes(duplicates);
});

describe('encryption', () => {
  foundMistakes(encryption);
});

describe('fields', () => {
  foundMistakes(fields);
});

describe('gitops', () => {
  foundMistakes(gitops);
});

describe('guides', () => {
  foundMistakes(guides);
});

describe('habits', () => {
  foundMistakes(habits);
});

describe('kustomizations', () => {
  foundMistakes(kustomizations);
});

describe('log pipelines', () => {
  foundMistakes(logPipelines);
});

describe('meanings', () => {
  foundMistakes(meanings);
});

describe('mesh policies', () => {
  foundMistakes(meshPolicies);
});

describe('meshes', () => {
  foundMistakes(meshes);
});

describe('misplaced', () => {
  foundMistakes(misplaced);
});

describe('moved services', () => {
  foundMistakes(movedServices);
});

describe('objects', () => {
  foundMistakes(objects);
});

describe('operators', () => {
  foundMistakes(operators);
});

describe('pipelines', () => {
  foundMistakes(pipelines);
});

describe('policies', () => {
  foundMistakes(policies);
});

describe('programs', () => {
  foundMistakes(programs);
});

describe('queries', () => {
  foundMistakes(queries);
});

describe('renamed keys', () => {
  foundMistakes(renamedKeys);
});

describe('renames', () => {
  foundMistakes(renames);
});

describe('rights', () => {
  foundMistakes(rights);
});

describe('room', () => {
  foundMistakes(room);
});

describe('routes', () => {
  foundMistakes(routes);
});

describe('services', () => {
  foundMistakes(services);
});

describe('settings', () => {
  foundMistakes(settings);
});

describe('surroundings', () => {
  foundMistakes(surroundings);
});

describe('telemetry', () => {
  foundMistakes(telemetry);
});

describe('texts', () => {
  foundMistakes(texts);
});

describe('twice', () => {
  foundMistakes(twice);
});

describe('versions', () => {
  foundMistakes(versions);
});

describe('volumes', () => {
  foundMistakes(volumes);
});
