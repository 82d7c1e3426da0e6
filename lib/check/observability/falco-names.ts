/**
 * Macros of Falco's own rules, of every maturity and with those that came later: which of them a cluster loads differs by its release.
 * @see https://github.com/falcosecurity/rules/tree/main/rules
 */
export const FALCO_MACROS: ReadonlySet<string> = new Set(
  words(`
    access_log_files access_repositories add_shell_writing_shells_tmp airflow_writing_state allowed_aws_ecr_registry_root_for_eks
    allowed_clear_log_files allowed_containers allowed_openshift_registry_root allowed_ssh_hosts allowed_ssh_proxy_env always_true
    amazon_linux_running_python_yum ansible_running_python automount_using_mtab avinetworks_supervisor_writing_ssh aws_eks_core_images
    aws_eks_image_sensitive_mount azure_networkwatcher_writing_conf azure_scripts_writing_conf base64_decoding bin_dir bin_dir_mkdir
    bin_dir_rename bpf_profiled_procs brandbot_writing_os_release calico_node calico_writing_conf calico_writing_envvars
    calico_writing_state cassandra_writing_state centrify_writing_krb chage_list check_process_status checkpoint_writing_state
    chef_client_writing_conf chef_writing_conf chmod clear_data_procs cloud_init_writing_ssh cmp_cp_by_passwd cockpit_writing_conf
    consider_network_tools_on_host consul_running_alert_checks consul_running_net_scripts consul_template_writing_conf container
    container_entrypoint container_started containerd_activities coreos_write_ssh_dir couchdb_writing_conf countly_writing_nginx_conf
    create_hardlink create_symlink cron_start_writing_pam_env curl_download curl_writing_pki_db datadog_writing_conf
    directory_traversal docker_procs dpkg_scripting dse_writing_tmp dup duply_writing_exclude_files ec2_metadata_containers etc_dir
    etcd_manager_updating_dns excessively_capable_container exe_running_docker_save expected_udp_traffic falco_privileged_containers
    falco_sensitive_mount_containers fluentd_writing_conf_files galley_writing_state git_writing_nssdb glibc_tunables_env
    google_accounts_daemon_writing_ssh grep_commands grep_more gugent_writing_guestagent_log haproxy_writing_conf htpasswd_writing_passwd
    http_proxy_procs httpd_writing_conf_logs httpd_writing_ssl_conf inbound inbound_outbound ingress_remote_file_copy_procs interactive
    interpreted_procs ipsec_writing_conf iscsi_writing_conf istio_writing_conf java_network_read java_running_cassandra
    java_running_sdjagent java_writing_conf jboss_in_container_writing_passwd k8s_api_server k8s_containers keepalived_writing_conf
    kernel_module_load known_aks_mount_in_privileged_containers known_drop_and_execute_activities
    known_gke_mount_in_privileged_containers known_memfd_execution_processes known_ptrace_procs known_root_conditions
    known_user_in_container kubectl_writing_state kubelet_running_loopback linux_bench_reading_etc_shadow liveupdate_writing_conf
    login_doing_dns_lookup lvprogs_writing_conf mandb_postinst maven_writing_groovy mcafee_writing_cma_d minerpool_http minerpool_https
    minerpool_other mkdir mkinitramfs_writing_boot modify modify_repositories modify_shell_history monitored_dir mount_info
    ms_oms_writing_conf ms_scx_writing_conf multipath_writing_conf mysql_writing_conf mysqlsh_writing_state net_miner_pool
    network_local_subnet network_tool_procs networkmanager_writing_resolv_conf never_true nginx_running_aws_s3_cp nginx_starting_nginx
    nginx_writing_certs nginx_writing_conf nodeport_containers nrpe_becoming_nagios open_directory open_file_failed open_read open_write
    openldap_writing_conf openshift_image openshift_writing_conf openvpn_writing_conf outbound ovsdb_writing_openvswitch
    package_mgmt_ancestor_procs package_mgmt_procs parent_java_running_activemq parent_java_running_cassandra
    parent_java_running_datastax parent_java_running_elasticsearch parent_java_running_glassfish parent_java_running_hadoop
    parent_java_running_jboss_wildfly parent_java_running_kafka parent_java_running_zookeeper parent_supervise_running_multilog
    parent_ucf_writing_conf perl_running_centrifydc perl_running_plesk perl_running_updmap php_handlers_writing_conf
    pkg_mgmt_in_kube_proxy pkgmgmt_progs_writing_pki pki_realm_writing_realms plesk_install_writing_apache_conf plesk_running_mktemp
    plesk_writing_keys possibly_node_in_container possibly_parent_java_running_tomcat postgres_running_wal_e private_aws_credentials
    private_key_or_password proc_is_new proc_name_exists prometheus_conf_writing_conf protected_shell_spawner ptrace_attach_or_injection
    python_mesos_marathon_scripting python_running_chef python_running_denyhosts python_running_get_pip python_running_ms_oms
    qualys_writing_conf_files rabbitmq_running_scripts rabbitmq_writing_conf rabbitmqctl_running_scripts rancher_agent
    rancher_network_manager rancher_writing_conf rancher_writing_root recon_binaries_procs redhat_image redis_running_prepost_scripts
    redis_writing_conf remote_file_copy_procs remove rename rook_writing_conf root_dir rpm_procs rpm_writing_root_rpmdb run_by_adclient
    run_by_appdynamics run_by_centrify run_by_chef run_by_foreman run_by_google_accounts_daemon run_by_ms_oms
    run_by_package_mgmt_binaries run_by_qualys run_by_sumologic_securefiles run_by_yum runc_writing_exec_fifo
    runc_writing_var_lib_docker runuser_reading_pam sed_temporary_file sed_writing_temp_file selinux_writing_conf sensitive_files
    sensitive_mount serf_script server_procs shell_procs slapadd_writing_conf somebody_becoming_themselves sosreport_writing_files
    spawned_process splunk_running_forwarder ssh_non_standard_ports_network ssh_port sssd_writing_krb supervise_writing_status
    symantec_writing_conf system_level_side_effect_artifacts_kubectl_cp system_procs system_users truncate_shell_history
    trusted_images_query_miner_domain_dns trusted_logging_images ucpagent_writing_conf ufw_writing_conf update_ca_trust_writing_pki
    update_texmf_writing_conf userhelper_writing_etc_security var_lib_docker_filepath veritas_driver_script veritas_progs
    veritas_writing_config weaveworks_scope write_etc_common xmlcatalog_writing_files zap_writing_state user_ssh_directory
  `),
);

/**
 * Lists of Falco's own rules that rules of one's own compare with.
 * @see https://github.com/falcosecurity/rules/tree/main/rules
 */
export const FALCO_LISTS: readonly string[] = words(`
    cron_binaries db_server_binaries deb_binaries dev_creation_binaries docker_binaries gitlab_binaries hids_binaries
    http_server_binaries interpreted_binaries k8s_binaries known_setuid_binaries login_binaries lxd_binaries mail_binaries
    mail_config_binaries mysql_mgmt_binaries network_tool_binaries nosql_server_binaries package_mgmt_binaries passwd_binaries
    postgres_mgmt_binaries protected_shell_spawning_binaries rpm_binaries sensitive_file_names shadowutils_binaries shell_binaries
    shell_mgmt_binaries ssl_mgmt_binaries user_mgmt_binaries userexec_binaries vpn_binaries
  `);

/** Names that Falco's own files leave for tuning: `user_known_…`, `known_…`. They come and go with every release. */
export function isTuned(name: string): boolean {
  return /^(?:user_|allowed_|trusted_)|_(?:activities|conditions|containers|exceptions)$/.test(name);
}

/** Rules of Falco itself, of every maturity, and those of its plugin for the audit log. */
export const FALCO_RULES: readonly string[] = `
  Adding ssh keys to authorized_keys
  Attach/Exec Pod
  Backdoored library loaded into SSHD (CVE-2024-3094)
  Basic Interactive Reconnaissance
  BPF Program Not Profiled
  Change namespace privileges via unshare
  Change thread namespace
  Clear Log Activities
  Contact cloud metadata service from container
  Contact EC2 Instance Metadata Service From Container
  Contact K8S API Server From Container
  Container Drift Detected (chmod)
  Container Drift Detected (open+create)
  Container Run as Root User
  Create files below dev
  Create Hardlink Over Sensitive Files
  Create Hidden Files or Directories
  Create Symlink Over Sensitive Files
  DB program spawned process
  Debugfs Launched in Privileged Container
  Decoding Payload in Container
  Delete Bash History
  Delete or rename shell history
  Detect crypto miners using the Stratum protocol
  Detect outbound connections to common miner pool ports
  Detect release_agent File Container Escapes
  Directory traversal monitored file read
  Disallowed SSH Connection
  Disallowed SSH Connection Non Standard Port
  Drop and execute new binary in container
  Execution from /dev/shm
  Exfiltrating Artifacts via Kubernetes Control Plane
  Fileless execution via memfd_create
  Find AWS Credentials
  Interpreted procs inbound network activity
  Interpreted procs outbound network activity
  Java Process Class File Download
  Kernel startup modules changed
  Launch Disallowed Container
  Launch Excessively Capable Container
  Launch Ingress Remote File Copy Tools in Container
  Launch Package Management Process in Container
  Launch Privileged Container
  Launch Remote File Copy Tools in Container
  Launch Sensitive Mount Container
  Launch Suspicious Network Tool in Container
  Launch Suspicious Network Tool on Host
  Linux Kernel Module Injection Detected
  Mkdir binary dirs
  Modify binary dirs
  Modify Container Entrypoint
  Modify Shell Configuration File
  Modification of pam.d detected
  Mount Launched in Privileged Container
  Netcat Remote Code Execution in Container
  Network Connection outside Local Subnet
  Non sudo setuid
  Outbound Connection to C2 Servers
  Outbound or Inbound Traffic not to Authorized Server Process and Port
  Packet socket created in container
  Polkit Local Privilege Escalation Vulnerability (CVE-2021-4034)
  Potential Local Privilege Escalation via Environment Variables Misuse
  Program run with disallowed http proxy env
  PTRACE anti-debug attempt
  PTRACE attached to process
  Read environment variable from /proc files
  Read sensitive file trusted after startup
  Read sensitive file untrusted
  Read Shell Configuration File
  Read ssh information
  Redirect STDOUT/STDIN to Network Connection in Container
  Remove Bulk Data from Disk
  Run shell untrusted
  Schedule Cron Jobs
  Search Private Keys or Passwords
  Set Setuid or Setgid bit
  Sudo Potential Privilege Escalation
  System procs network activity
  System user interactive
  Terminal shell in container
  The docker client is executed in a container
  Unexpected inbound connection source
  Unexpected K8s NodePort Connection
  Unexpected outbound connection destination
  Unexpected UDP Traffic
  Unprivileged Delegation of Page Faults Handling to a Userspace Process
  Update Package Repository
  User mgmt binaries
  Write below binary dir
  Write below etc
  Write below monitored dir
  Write below root
  Write below rpm database
`
  .split('\n')
  .map((line) => line.trim())
  .filter((line) => line !== '');

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
