/**
 * Names that services give their computers. A host whose labels are all of these names nobody: `docs.example.org`. Any other
 * label may be somebody's own: `toskelby.example.org`.
 */
const SERVICE_LABELS: ReadonlySet<string> = new Set(
  `www ww web m mobile wap touch lite amp home start main portal my
  mail webmail imap smtp pop mx autodiscover outlook calendar contacts
  api apis rest graphql gateway edge proxy cache cdn cdns static assets asset media img imgs image images pics photos photo
  css js fonts font scripts lib libs files file content data storage upload uploads download downloads dl
  video videos music audio radio tv live stream streaming player play watch listen podcasts
  app apps desktop client clients login signin signup sso auth oauth id account accounts identity passport secure ssl
  docs doc drive sheets slides forms classroom meet chat talk hangouts groups sites keep translate maps earth scholar books
  search find suggest clients1 clients2 clients3 clients4 clients5 clients6 news sport sports weather travel finance business
  shop store cart checkout pay payments billing help support status blog blogs forum forums community wiki
  dev developer developers about info press jobs careers legal privacy
  ads ad adserver adservice track tracking tracker analytics stats stat metrics telemetry collect collector events event log
  logs beacon pixel tags tag rum crash crashlytics diagnostics ping report reports monitor
  update updates windowsupdate ocsp crl pki time ntp dns doh push notify notifications config settings
  education edu school schools learn learning teach teacher teachers student students pupil pupils parent parents kids junior
  primary secondary training courses games game gaming arcade fun quiz
  uk gb en us eu fr de es it ie scotland wales england london global world international intl
  remote vpn rdp citrix connect access test demo beta staging preview sandbox public private internal extranet intranet
  safe safety search-safe forcesafesearch restrict restrictmoderate strict
  lookup feeds feed rss sync drive-thirdparty widgets widget embed embeds share social connect-us graph
  site server host node cluster origin lb balancer`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Words that people are called by: `pupil12` is one of them, `pupil` is nobody. */
const PEOPLE: ReadonlySet<string> = new Set(
  'student students pupil pupils parent parents teacher teachers kids junior user users client clients account accounts id class dev developer developers'.split(
    ' ',
  ),
);

/** Digits at the end of other words tell computers apart, not people: `cdn3`. */
export function isServiceLabel(label: string): boolean {
  if (SERVICE_LABELS.has(label)) return true;
  const word = label.replace(/-?\d{1,3}$/, '');
  return SERVICE_LABELS.has(word) && !PEOPLE.has(word);
}
