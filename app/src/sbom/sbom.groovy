// Corrects the list of components that the CycloneDX plugin wrote, and makes THIRD-PARTY.txt of it: META-INF/sbom and
// META-INF in the jar. Fails the build where a licence is one that nobody has looked at. What it writes depends on
// nothing but the dependencies, so that each build has the same bits.

import groovy.json.JsonOutput
import groovy.json.JsonSlurper
import groovy.transform.Field
import java.util.jar.JarFile
import org.apache.maven.plugin.MojoFailureException

// Those that let anybody pass the library on as a part of something else, and whose terms META-INF/licenses fulfils.
@Field
static final Set<String> ALLOWED = [
    'Apache-2.0', 'MIT', 'MIT-0', 'BSD-2-Clause', 'BSD-3-Clause', 'EPL-2.0', 'Unicode-3.0', 'blessing',
]

// Where a POM is wrong or says too little: somebody has read the licence itself.
@Field
static final Map<String, String> READ = [
    // "The BSD License", which the plugin takes for the one with four clauses.
    'org.jline:jline': 'BSD-3-Clause',
    // The library is Apache's; what is used of it is Redis.
    'org.signal:embedded-redis': 'BSD-3-Clause',
]

File metaInf = new File(project.build.outputDirectory, 'META-INF')
File file = new File(metaInf, 'sbom/parley.cdx.json')
Map bom = new JsonSlurper().parse(file, 'UTF-8') as Map

// The plugin lists what some library asks for, also where Parley leaves it out of the jar.
Map<String, File> packed = project.artifacts
        .findAll { it.scope in ['compile', 'runtime'] }
        .collectEntries { [(purl(it)): it.file] }
bom.components = bom.components.findAll { packed.containsKey(it.purl) }.sort { it.purl }
def forgotten = packed.keySet() - bom.components*.purl
if (forgotten) {
    throw new MojoFailureException("not in the list of components: ${forgotten.sort().join(', ')}")
}
Set<String> references = bom.components*.get('bom-ref') + bom.metadata.component.get('bom-ref') as Set
bom.dependencies = bom.dependencies.findAll { it.ref in references }
bom.dependencies.each { if (it.dependsOn) { it.dependsOn = it.dependsOn.findAll { it in references } } }

bom.components.each { component ->
    // Jars of Parley's own modules are nowhere but on the way into this one, and not the same each time.
    if (component.group == 'parley') {
        component.remove('hashes')
    }
    String read = READ["${component.group}:${component.name}".toString()]
    if (read) {
        component.licenses = [[license: [id: read]]]
    }
    if (component.name == 'embedded-redis' && component.group == 'org.signal') {
        component.components = [redis(packed[component.purl])]
    }
    if (component.name == 'sqlite-jdbc') {
        component.components = [sqlite(component.version)]
    }
}

List third = bom.components.findAll { it.group != 'parley' }.collectMany { [it] + (it.components ?: []) }
third.each { component ->
    // Of several licences one may choose.
    if (!licences(component).any { it in ALLOWED }) {
        throw new MojoFailureException("${component.purl} is under ${licences(component).join(', ') ?: 'no licence'}: "
                + 'read it, and add it to src/sbom/sbom.groovy, and its text to META-INF/licenses, if it will do')
    }
}

file.setText(JsonOutput.prettyPrint(JsonOutput.toJson(bom)) + '\n', 'UTF-8')
new File(metaInf, 'THIRD-PARTY.txt').setText(notice(third), 'UTF-8')

static String purl(artifact) {
    String qualifiers = artifact.classifier ? "classifier=${artifact.classifier}&type=jar" : 'type=jar'
    "pkg:maven/${artifact.groupId}/${artifact.artifactId}@${artifact.baseVersion}?$qualifiers"
}

static Map redis(File jar) {
    String version = new JarFile(jar).withCloseable { opened ->
        (opened.entries().collect { it.name =~ /^redis-server-([0-9.]+)-/ }.find { it.find() }).group(1)
    }
    [
        type: 'application', 'bom-ref': "pkg:generic/redis@$version".toString(), name: 'redis', version: version,
        licenses: [[license: [id: 'BSD-3-Clause']]], cpe: "cpe:2.3:a:redis:redis:$version:*:*:*:*:*:*:*".toString(),
        purl: "pkg:generic/redis@$version".toString(),
    ]
}

static Map sqlite(String driver) {
    String version = driver.tokenize('.').take(3).join('.')
    [
        type: 'library', 'bom-ref': "pkg:generic/sqlite@$version".toString(), name: 'sqlite', version: version,
        licenses: [[license: [id: 'blessing']]], cpe: "cpe:2.3:a:sqlite:sqlite:$version:*:*:*:*:*:*:*".toString(),
        purl: "pkg:generic/sqlite@$version".toString(),
    ]
}

static List<String> licences(component) {
    (component.licenses ?: []).collect { it.expression ?: it.license.id ?: it.license.name }.sort()
}

static String notice(List components) {
    List lines = components.collect { component ->
        String name = component.group ? "${component.group}:${component.name}" : component.name
        "$name ${component.version} (${licences(component).join(' or ')})".toString()
    }
    'What is in this jar and not Parley\'s own, and the licences of it. Their texts are in META-INF/licenses: under a\n' +
            'licence\'s name where all of its users share them, else under that of the library. What is under the EPL\n' +
            'is used as it was published; its source is beside it on Maven Central.\n\n' +
            lines.unique().sort().join('\n') + '\n'
}
