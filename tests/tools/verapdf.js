// Runs veraPDF, the reference checker of PDF/UA and PDF/A, over the files named as arguments.
// Read by the Rhino shell that lies in the same archive as veraPDF. The archive lacks what Java
// needs to turn XML into objects (JAXB), so the profiles are read here, by Java's plain XML reader.
// Prints one line of JSON for each file and profile.
var verapdf = Packages.org.verapdf, profiles = verapdf.pdfa.validation.profiles;

function children(element, name) {
  var found = [], all = element.getElementsByTagName(name);
  for (var i = 0; i < all.getLength(); i++) found.push(all.item(i));
  return found;
}

function textOf(element, name) {
  var found = children(element, name);
  return found.length ? String(found[0].getTextContent()) : "";
}

function ruleOf(element, Profiles) {
  var id = children(element, "id")[0], args = new java.util.ArrayList();
  var specification = verapdf.pdfa.flavours.PDFAFlavour.Specification.valueOf(id.getAttribute("specification"));
  children(element, "argument").forEach(function (argument) {
    args.add(profiles.ErrorArgumentImpl.fromValues(argument.getTextContent(), null, null));
  });
  return Profiles.ruleFromValues(
    Profiles.ruleIdFromValues(specification, id.getAttribute("clause"), parseInt(id.getAttribute("testNumber"), 10)),
    element.getAttribute("object"),
    java.lang.Boolean.valueOf(element.getAttribute("deferred") == "true"),
    element.getAttribute("tags"), textOf(element, "description"), textOf(element, "test"),
    Profiles.errorFromValues(textOf(element, "message"), args), new java.util.ArrayList());
}

function profileOf(file, flavour) {
  var Profiles = profiles.Profiles;
  var stream = java.lang.ClassLoader.getSystemResourceAsStream("org/verapdf/pdfa/validation/" + file);
  var root = javax.xml.parsers.DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(stream).getDocumentElement();
  var rules = new java.util.HashSet(), variables = new java.util.HashSet();
  children(root, "rule").forEach(function (rule) { rules.add(ruleOf(rule, Profiles)); });
  children(root, "variable").forEach(function (variable) {
    variables.add(Profiles.variableFromValues(variable.getAttribute("name"), variable.getAttribute("object"),
      textOf(variable, "defaultValue"), textOf(variable, "value")));
  });
  var details = Profiles.profileDetailsFromValues(file, file, "veraPDF", new java.util.Date(0));
  return Profiles.profileFromValues(flavour, details, "", rules, variables);
}

java.util.logging.LogManager.getLogManager().reset();
verapdf.gf.foundry.VeraGreenfieldFoundryProvider.initialise();
var foundry = verapdf.pdfa.Foundries.defaultInstance(), Flavour = verapdf.pdfa.flavours.PDFAFlavour;
var wanted = [["PDFUA-1.xml", Flavour.PDFUA_1], ["PDFA-2A.xml", Flavour.PDFA_2_A]].map(function (pair) {
  return { file: pair[0], flavour: pair[1], profile: profileOf(pair[0], pair[1]) };
});
Array.prototype.slice.call(arguments).map(String).forEach(function (file) {
  wanted.forEach(function (one) {
    var parser = foundry.createParser(new java.io.FileInputStream(file), one.flavour);
    var result = foundry.createValidator(one.profile, false).validate(parser);
    parser.close();
    var problems = {};
    for (var list = result.getTestAssertions(), n = 0; n < list.size(); n++) {
      var id = list.get(n).getRuleId();
      problems[id.getClause() + "-" + id.getTestNumber() + ": " + list.get(n).getMessage()] = true;
    }
    print(JSON.stringify({
      file: file, profile: one.file, rules: Number(one.profile.getRules().size()),
      checks: Number(result.getTotalAssertions()), compliant: Boolean(result.isCompliant()), problems: Object.keys(problems)
    }));
  });
});
