#include <gtest/gtest.h>

#include <string>

#include "model/model.h"
#include "runtime/document/document_equality.h"
#include "runtime/document/test_dump.h"

namespace kiln::core {
namespace {

Document parse(std::string_view text, Fhir version = Fhir::R4) {
  auto document = Document::parse_xml(text, version);
  EXPECT_TRUE(document.has_value()) << text << ": " << document.error().message;
  return document ? std::move(*document) : *Document::parse_json("null");
}

/// A resource in FHIR's namespace: `name` and what stands in it.
std::string resource(const std::string& name, const std::string& content) {
  return "<" + name + " xmlns=\"http://hl7.org/fhir\">" + content + "</" + name + ">";
}

void expect_json(const std::string& xml, std::string_view json, Fhir version = Fhir::R4) {
  EXPECT_EQ(parse(xml, version).to_json(), json);
}

/// The span of an error is that of `marked` in the text.
void expect_error(const std::string& xml, ErrorCode code, std::string_view marked,
                  Fhir version = Fhir::R4) {
  const auto document = Document::parse_xml(xml, version);
  ASSERT_FALSE(document.has_value()) << xml;
  const Error& error = document.error();
  EXPECT_EQ(error.code, code) << xml << ": " << error.message;
  EXPECT_EQ(std::string_view(xml).substr(error.span.start, error.span.end - error.span.start),
            marked)
      << error.message;
}

TEST(FhirXml, ReadsMembersAsJsonHasThem) {
  expect_json(resource("Patient",
                       "<id value='p'/><active value='true'/><name><use value='official'/>"
                       "<given value='Ann'/><given value='Lee'/></name><birthDate value='1974'/>"
                       "<multipleBirthInteger value='2'/>"),
              R"({"resourceType":"Patient","id":"p","active":true,"name":[{"use":"official",)"
              R"("given":["Ann","Lee"]}],"birthDate":"1974","multipleBirthInteger":2})");
}

TEST(FhirXml, DecidesScalarsByTheModel) {
  expect_json(resource("Observation",
                       "<valueQuantity><value value='1.00'/><unit value='1'/>"
                       "</valueQuantity>"),
              R"({"resourceType":"Observation","valueQuantity":{"value":1.00,"unit":"1"}})");
  expect_json(resource("Observation", "<valueBoolean value='false'/>"),
              R"({"resourceType":"Observation","valueBoolean":false})");
  expect_json(resource("Observation", "<valueInteger value='+5'/>"),
              R"({"resourceType":"Observation","valueInteger":5})");
  // integer64 is a string in JSON too.
  expect_json(resource("Parameters",
                       "<parameter><name value='a'/><valueInteger64 value='9'/>"
                       "</parameter>"),
              R"({"resourceType":"Parameters","parameter":[{"name":"a","valueInteger64":"9"}]})",
              Fhir::R5);
}

TEST(FhirXml, KeepsTextThatIsNotOfItsTypeAsAString) {
  expect_json(resource("Patient", "<active value='yes'/><multipleBirthInteger value='007'/>"),
              R"({"resourceType":"Patient","active":"yes","multipleBirthInteger":"007"})");
}

TEST(FhirXml, JoinsPrimitivesWithIdAndExtensions) {
  const Document document =
      parse(resource("Patient",
                     "<birthDate id='b' value='1974'><extension url='http://x'>"
                     "<valueCode value='c'/></extension></birthDate><gender><extension "
                     "url='http://y'/></gender>"));
  EXPECT_EQ(dump(document),
            "0 Object -> 13, 3 children\n"
            "1  String resourceType 'Patient'\n"
            "2  Primitive birthDate -> 9, 3 children\n"
            "3   String (value) '1974'\n"
            "4   String id 'b'\n"
            "5   Array extension -> 9, 1 children\n"
            "6    Object extension -> 9, 2 children\n"
            "7     String url 'http://x'\n"
            "8     String valueCode 'c'\n"
            "9  Primitive gender -> 13, 1 children\n"
            "10   Array extension -> 13, 1 children\n"
            "11    Object extension -> 13, 1 children\n"
            "12     String url 'http://y'\n");
}

TEST(FhirXml, PrimitivesThatRepeatKeepTheirPlaces) {
  expect_json(resource("Patient",
                       "<name><given value='a'/><given><extension url='u'/></given>"
                       "<given id='i' value='c'/></name>"),
              R"({"resourceType":"Patient","name":[{"given":["a",null,"c"],"_given":[null,)"
              R"({"extension":[{"url":"u"}]},{"id":"i"}]}]})");
  expect_json(resource("Patient", "<name><given id='i'/></name>"),
              R"({"resourceType":"Patient","name":[{"_given":[{"id":"i"}]}]})");
}

TEST(FhirXml, ReadsContainedResourcesAndBundles) {
  expect_json(
      resource("Bundle",
               "<entry><fullUrl value='urn:uuid:1'/><resource><Patient>"
               "<contained><Organization><id value='o'/></Organization>"
               "</contained></Patient></resource></entry>"),
      R"({"resourceType":"Bundle","entry":[{"fullUrl":"urn:uuid:1","resource":)"
      R"({"resourceType":"Patient","contained":[{"resourceType":"Organization","id":"o"}]}}]})");
}

TEST(FhirXml, KeepsXhtmlAsItsMarkup) {
  const std::string div =
      "<div xmlns=\"http://www.w3.org/1999/xhtml\">a &amp; <b class='x>y'>b</b><br/>"
      "<!-- </div> --><![CDATA[</div>]]></div>";
  const Document document =
      parse(resource("Patient", "<text><status value='generated'/>" + div + "</text>"));
  const NodeIndex text = document.find(0, find_name("text"));
  EXPECT_EQ(document.text(document.find(text, find_name("div"))), div);
  expect_error(resource("Patient", "<text><div>a</div></text>"), ErrorCode::UnexpectedXml, "<div");
}

TEST(FhirXml, DecodesReferencesAndNormalisesSpaceInAttributes) {
  const Document document =
      parse(resource("Patient", "<name><text value='&lt;&quot;&#10;&#x1F525;\n&amp;'/></name>"));
  const NodeIndex name = document.find(0, find_name("name")) + 1;
  EXPECT_EQ(document.member_text(name, find_name("text")), "<\"\n\U0001F525 &");
}

TEST(FhirXml, IgnoresCommentsInstructionsAndSchemaLocations) {
  expect_json(
      "\xEF\xBB\xBF<?xml version='1.0' encoding='UTF-8'?><!-- a --><?b c?>"
      "<Patient xmlns='http://hl7.org/fhir' xmlns:xsi='http://www.w3.org/2001/XMLSchema-"
      "instance' xsi:schemaLocation='http://hl7.org/fhir x.xsd'><!-- d --><?e?>\n"
      "<id value='p'><!-- f --></id></Patient><!-- g -->\n",
      R"({"resourceType":"Patient","id":"p"})");
}

TEST(FhirXml, SourceOffsetsPointToElementsAndValues) {
  const std::string xml = resource("Patient", "<name><family value='a&amp;b'/></name>");
  const Document document = parse(xml);
  ASSERT_EQ(document.size(), 5u);
  EXPECT_EQ(document.source_offset(0), 0u);
  EXPECT_EQ(document.source_offset(2), xml.find("<name"));
  EXPECT_EQ(document.source_offset(3), xml.find("<name"));
  EXPECT_EQ(document.source_offset(4), xml.find("a&amp;"));
}

TEST(FhirXml, RefusesWhatFhirDoesNotHave) {
  const auto expect = [](const std::string& content, std::string_view marked) {
    expect_error(resource("Patient", content), ErrorCode::UnexpectedXml, marked);
  };
  expect("<nome/>", "<nome");
  expect("<value value='1'/>", "<value");
  expect("<name><url value='x'/></name>", "<url");
  expect("<name kind='x'/>", "kind");
  expect("<active value='true' kind='x'/>", "kind");
  expect("<contact value='x'/>", "value");
  expect("<birthDate value='1'/><birthDate value='2'/>", "<birthDate");
  expect("text", "t");
  expect("<name>text</name>", "t");
  expect("<active value='true'>text</active>", "t");
  expect("<contained/>", "<contained");
  expect("<contained><Patient/><Patient/></contained>", "<contained");
  expect("<f:name/>", "<f:name");
  expect("<name xmlns='urn:x'/>", "<name");
  expect("<name><extension url='u'><url value='v'/></extension></name>", "<url");
  expect_error(resource("Patient", "<contained><Thing/></contained>"),
               ErrorCode::UnknownResourceType, "<Thing");
  expect_error(resource("HumanName", ""), ErrorCode::UnknownResourceType, "<HumanName");
  expect_error(resource("Patient", "<name/><active value='true'/><name/>"),
               ErrorCode::DuplicateMember, "<name");
  expect_error("<f:Patient xmlns:f='http://hl7.org/fhir'/>", ErrorCode::UnexpectedXml,
               "<f:Patient");
  expect_error("<Patient/>", ErrorCode::UnexpectedXml, "<Patient");
  expect_error("<ClinicalDocument xmlns='urn:hl7-org:v3'/>", ErrorCode::UnexpectedXml,
               "<ClinicalDocument");
}

TEST(FhirXml, RefusesDoctypes) {
  expect_error("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]>" + resource("Patient", ""),
               ErrorCode::DoctypeRefused, "<!DOCTYPE");
  expect_error(resource("Patient", "<!DOCTYPE a>"), ErrorCode::DoctypeRefused, "<!DOCTYPE");
  expect_error(resource("Patient", "") + "<!DOCTYPE a>", ErrorCode::DoctypeRefused, "<!DOCTYPE");
}

TEST(FhirXml, RefusesWhatIsNotWellFormed) {
  const auto expect = [](const std::string& xml, std::string_view marked) {
    expect_error(xml, ErrorCode::XmlSyntax, marked);
  };
  expect("", "");
  expect("  ", "");
  expect("x", "x");
  expect("<", "<");
  expect("<Patient", "<");
  expect("<Patient>", "");
  expect("<!-- a", "<!--");
  expect(resource("Patient", "") + "x", "x");
  expect(resource("Patient", "") + "<Patient/>", "<");
  expect(resource("Patient", "<id value='&nbsp;'/>"), "&");
  expect(resource("Patient", "<id value='&#0;'/>"), "&");
  expect(resource("Patient", "<id value='&#xD800;'/>"), "&");
  expect(resource("Patient", "<id value='a&b'/>"), "&");
  expect(resource("Patient", "<id value='a<b'/>"), "<");
  expect(resource("Patient", "<id value='a"), "'");
  expect(resource("Patient", "<id value='\x01'/>"), "\x01");
  expect(resource("Patient", "<id value='a' value='b'/>"), "value");
  expect("<?xml version='1.0' encoding='ISO-8859-1'?>" + resource("Patient", ""), "ISO-8859-1");
  expect_error(resource("Patient", "<id value='\xFF'/>"), ErrorCode::InvalidUtf8, "\xFF");
  EXPECT_EQ(Document::parse_xml(resource("Patient", "<id></is>"), Fhir::R4).error().code,
            ErrorCode::XmlSyntax);
}

TEST(FhirXml, NestingIsLimited) {
  const auto nested = [](std::size_t depth) {
    std::string open;
    std::string close;
    for (std::size_t i = 0; i < depth; ++i) {
      open += "<extension url='u'>";
      close += "</extension>";
    }
    return resource("Patient", open + close);
  };
  EXPECT_EQ(parse(nested(4'000)).size(), 2 + 3 * 4'000u);
  EXPECT_EQ(Document::parse_xml(nested(100'000), Fhir::R4).error().code,
            ErrorCode::DocumentTooDeep);
  EXPECT_EQ(Document::parse_xml(nested(100'000), Fhir::None).error().code,
            ErrorCode::DocumentTooDeep);
  EXPECT_TRUE(Document::parse_xml(nested(100'000), Fhir::R4, {.max_depth = 300'000}));
}

TEST(FhirXml, EveryTruncationIsAnError) {
  const std::string xml = "<?xml version='1.0'?><!-- c -->" +
                          resource("Patient",
                                   "<text><div xmlns='http://www.w3.org/1999/xhtml'><b>x</b></div>"
                                   "</text><active id='a' value='true'/><name><given value='&lt;'/>"
                                   "</name>");
  ASSERT_TRUE(Document::parse_xml(xml, Fhir::R4));
  for (std::size_t size = 0; size < xml.size(); ++size) {
    const std::string cut = xml.substr(0, size);
    const auto document = Document::parse_xml(cut, Fhir::R4);
    ASSERT_FALSE(document.has_value()) << cut;
    EXPECT_LE(document.error().span.end, cut.size()) << cut;
  }
}

TEST(FhirXml, MeansTheSameAsJson) {
  const Document json = *Document::parse_json(
      R"({"resourceType":"Parameters","parameter":[{"name":"a","_valueString":{"id":"x"}},)"
      R"({"name":"b","part":[{"name":"c","valueDecimal":0.10},{"name":"d","resource":)"
      R"({"resourceType":"Patient","active":true}}]}]})");
  const Document xml = parse(resource(
      "Parameters",
      "<parameter><name value='a'/><valueString id='x'/></parameter><parameter><name value='b'/>"
      "<part><name value='c'/><valueDecimal value='0.10'/></part><part><name value='d'/><resource>"
      "<Patient><active value='true'/></Patient></resource></part></parameter>"));
  EXPECT_EQ(canonical(xml), canonical(json));
}

TEST(GenericXml, ElementsAreObjectsAndAttributesMembers) {
  const Document document = parse(
      "<ClinicalDocument xmlns='urn:hl7-org:v3' xmlns:s='urn:s'><id root='1.2'/><name><given>Ann"
      "</given><family> Lee <!-- x --></family><given>B<![CDATA[<]]></given></name><s:t kind='k'> "
      "v "
      "</s:t><empty/></ClinicalDocument>",
      Fhir::None);
  EXPECT_EQ(
      document.to_json(),
      R"({"resourceType":"ClinicalDocument","id":{"root":"1.2"},"name":{"given":["Ann","B<"],)"
      R"("family":"Lee"},"s:t":{"kind":"k","value":"v"},"empty":""})");
}

TEST(GenericXml, AttributeAndElementOfOneNameAreAnError) {
  expect_error("<a><c b='1'><b/></c></a>", ErrorCode::DuplicateMember, "<c", Fhir::None);
}

}  // namespace
}  // namespace kiln::core
