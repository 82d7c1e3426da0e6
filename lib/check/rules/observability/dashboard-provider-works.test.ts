import { chartApplication, configFile } from '../../observability/testing.ts';
import { ruleCases } from '../../testing.ts';
import { dashboardProviderWorks } from './dashboard-provider-works.ts';

const provider = (name: string, options: object, more: object = {}) => ({
  name,
  type: 'file',
  options: { path: `/dashboards/${name}`, ...options },
  ...more,
});
const file = (...providers: readonly object[]) => configFile('provider', 'provider.yaml', { apiVersion: 1, providers });

ruleCases(dashboardProviderWorks, {
  accepts: {
    'a folder, and folders of the files': [
      file(provider('a', {}, { folder: 'Blog' }), provider('b', { foldersFromFilesStructure: true }, { folder: '' })),
    ],
    'the chart, with a folder each': [
      chartApplication('grafana', 'monitoring', {
        dashboardProviders: { 'p.yaml': { providers: [provider('a', {}), provider('b', {})] } },
      }),
    ],
  },
  refuses: {
    'a folder beside those of the files': {
      given: [file(provider('a', { foldersFromFilesStructure: true }, { folder: 'Blog' }))],
      says: 'provider a has folder "Blog", and makes the folders of the files (foldersFromFilesStructure)',
    },
    'the same with a uid, in a chart': {
      given: [
        chartApplication('kube-prometheus-stack', 'monitoring', {
          grafana: {
            dashboardProviders: {
              'p.yaml': { providers: [provider('a', { foldersFromFilesStructure: true }, { folder: 'Blog', folderUid: 'b' })] },
            },
          },
        }),
      ],
      says: 'provider a has folder "Blog" and folderUid "b", and makes the folders of the files (foldersFromFilesStructure)',
    },
    'two that look in one folder': {
      given: [file(provider('a', {}), provider('b', { path: '/dashboards/a/' }))],
      says: 'the providers a and b both look in /dashboards/a',
    },
  },
});
