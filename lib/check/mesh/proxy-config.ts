/**
 * Fields of a proxy's configuration, in the annotation `proxy.istio.io/config` and in `meshConfig.defaultConfig`.
 * @see https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig
 */
export const PROXY_CONFIG: ReadonlySet<string> = new Set(
  'configPath binaryPath serviceCluster tracingServiceName drainDuration parentShutdownDuration discoveryAddress discoveryRefreshDelay zipkinAddress statsdUdpAddress proxyAdminPort availabilityZone controlPlaneAuthPolicy customConfigFile statNameLength concurrency proxyBootstrapTemplatePath interceptionMode tracing sds envoyAccessLogService envoyMetricsService proxyMetadata runtimeValues statusPort extraStatTags gatewayTopology terminationDrainDuration meshId readinessProbe proxyStatsMatcher holdApplicationUntilProxyStarts caCertificatesPem image privateKeyProvider proxyHeaders fileFlushInterval fileFlushMinSizeKb statsCompression'.split(
    ' ',
  ),
);

/**
 * Fields of the mesh's configuration.
 * @see https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig
 */
export const MESH_CONFIG: ReadonlySet<string> = new Set(
  'proxyListenPort proxyInboundListenPort proxyHttpPort protocolDetectionTimeout connectTimeout hboneIdleTimeout tcpKeepalive ingressClass ingressService ingressControllerMode ingressSelector enableTracing accessLogFile accessLogFormat accessLogEncoding enableEnvoyAccessLogService disableEnvoyListenerLog defaultConfig outboundTrafficPolicy inboundTrafficPolicy configSources enableAutoMtls trustDomain trustDomainAliases caCertificates defaultServiceExportTo defaultVirtualServiceExportTo defaultDestinationRuleExportTo rootNamespace localityLbSetting dnsRefreshRate h2UpgradePolicy inboundClusterStatName outboundClusterStatName enablePrometheusMerge verifyCertificateAtClient ca extensionProviders defaultProviders discoverySelectors pathNormalization defaultHttpRetryPolicy meshMTLS tlsDefaults serviceSettings serviceScopeConfigs certificates thriftConfig sdsUdsPath mixerCheckServer mixerReportServer disablePolicyChecks policyCheckFailOpen sidecarToTelemetrySessionAffinity'.split(
    ' ',
  ),
);
