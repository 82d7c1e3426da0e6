import { dashboardOf } from '../../observability/testing.ts';
import { ruleCases } from '../../testing.ts';
import { traceQueryParses } from './trace-query-parses.ts';

const traces = (query: string, rest: object = { queryType: 'traceql' }) =>
  dashboardOf([], {
    panels: [{ title: 'Slow', type: 'table', datasource: { type: 'tempo', uid: 'tempo' }, targets: [{ query, ...rest }] }],
  });

ruleCases(traceQueryParses, {
  accepts: {
    'attributes with their scopes': [traces('{ span.http.route = "/api" && resource.service.name =~ "shop.*" && .env != "test" }')],
    'fields of every span': [
      traces('{ kind=client && status = error && duration > 2s && name="GET /" && rootServiceName = "web" && traceDuration >= 1s }'),
    ],
    'scopes with a colon': [
      traces('{ trace:duration > 1s && span:name = "a=b" && event:name = "exception" && event.exception.type = "x" }'),
    ],
    'that of the parent': [traces('{ parent.span.http.method = "GET" && parent = nil }')],
    'the value first': [traces('{ server = kind && 5s < duration }')],
    'structure, sums and choices': [
      traces('{ span.a = "x" } >> { .b = 1 } | by(resource.service.name) | avg(duration) > 1s | select(span.c, status)'),
      traces('{ status = error } | rate() by (span.http.route) with (exemplars=true)'),
    ],
    'words in quotes': [traces('{ span."http route" = "a = b" && .x = `c = d` }')],
    variables: [traces('{ $attribute = "x" && ${field} = "$value" && resource.service.name =~ "${service:pipe}" }')],
    'a trace by its number': [traces('0a1b2c3d4e5f')],
    'a query to something else': [
      dashboardOf([], { panels: [{ title: 'A', datasource: { type: 'loki' }, targets: [{ query: '{ app = "web" }' }] }] }),
    ],
  },
  refuses: {
    'an attribute without a scope': {
      given: [traces('{ http.route = "/api" && kind=client }')],
      says: 'panel "Slow" of dashboard "Blog" compares http.route in TraceQL, an attribute without a scope',
      fix: 'Write span.http.route or resource.http.route, or .http.route for either.',
    },
    'a name with a point within, after one that is right': {
      given: [traces('{ status = error && service.name="shop" }', {})],
      says: 'panel "Slow" of dashboard "Blog" compares service.name in TraceQL, an attribute without a scope',
    },
    'what it is grouped by': {
      given: [traces('{ } | rate() by (service.name)')],
      says: 'panel "Slow" of dashboard "Blog" compares service.name in TraceQL, an attribute without a scope',
    },
  },
});
