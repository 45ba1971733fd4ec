#include "runtime/function/html.h"

#include <gtest/gtest.h>

#include <string>

namespace kiln::core {
namespace {

std::string div(std::string_view content) {
  return "<div xmlns=\"http://www.w3.org/1999/xhtml\">" + std::string(content) + "</div>";
}

TEST(HtmlChecks, BasicFormattingIsAllowed) {
  EXPECT_TRUE(html_checks(div("text")));
  EXPECT_TRUE(html_checks(div("<p class=\"a\" style=\"color: red\">a &amp; b &#160; &#xE9;</p>")));
  EXPECT_TRUE(html_checks(div("<table><tbody><tr><td colspan=\"2\">1</td></tr></tbody></table>")));
  EXPECT_TRUE(html_checks(div("<a href=\"http://example.org/\">x</a><br/><!-- note -->")));
  EXPECT_TRUE(html_checks(div("<span xml:lang=\"en\" lang=\"en\">x</span>")));
  EXPECT_TRUE(html_checks(" " + div("x") + "\n"));
}

TEST(HtmlChecks, ActiveContentIsNot) {
  for (const char* content :
       {"<script>alert(1)</script>", "<button>x</button>", "<form><input/></form>",
        "<iframe src=\"x\"/>x", "<object>x</object>", "<link rel=\"stylesheet\" href=\"x\"/>x",
        "<p onclick=\"f()\">x</p>", "<style>p {}</style>x", "<head/>x", "<body>x</body>",
        "<svg>x</svg>", "<a href=\"javascript:f()\">x</a>",
        "<a href=\" Java&#115;cript&#9;:f()\">x</a>", "<font>x</font>", "<P>x</P>",
        "<?xml-stylesheet href=\"x\"?>x"})
    EXPECT_FALSE(html_checks(div(content))) << content;
}

TEST(HtmlChecks, TheRootIsADivOfXhtml) {
  EXPECT_FALSE(html_checks("<div>x</div>"));
  EXPECT_FALSE(html_checks("<div xmlns=\"http://example.org\">x</div>"));
  EXPECT_FALSE(html_checks("<p xmlns=\"http://www.w3.org/1999/xhtml\">x</p>"));
  EXPECT_FALSE(html_checks(div("x") + div("y")));
  EXPECT_FALSE(html_checks(div("x") + "y"));
  EXPECT_FALSE(html_checks("text"));
  EXPECT_FALSE(html_checks(""));
  EXPECT_FALSE(html_checks("<!DOCTYPE html>" + div("x")));
  EXPECT_FALSE(html_checks(div("<p xmlns=\"http://example.org\">x</p>")));
}

TEST(HtmlChecks, TheTextIsWellFormedXml) {
  for (const char* content :
       {"<p>x", "x</p>", "<b><i>x</b></i>", "a < b", "a & b", "&nbsp;x", "&copy;", "x &#0;",
        "&#xD800;", "&#X41;", "]]>", "<p class=\"a\" class=\"b\">x</p>", "<p class=a>x</p>",
        "<p title=\"<\">x</p>", "<p title=\"&nbsp;\">x</p>", "x\x01", "<p"})
    EXPECT_FALSE(html_checks(div(content))) << content;
  EXPECT_FALSE(html_checks(div(std::string("a\0b", 3))));
}

TEST(HtmlChecks, ThereIsContent) {
  EXPECT_FALSE(html_checks(div("")));
  EXPECT_FALSE(html_checks(div(" \n<p> </p>")));
  EXPECT_FALSE(html_checks(div("<!-- text -->")));
  EXPECT_FALSE(html_checks(div("<img alt=\"x\"/>")));
  EXPECT_TRUE(html_checks(div("<img src=\"#a\"/>")));
  EXPECT_TRUE(html_checks(div("<![CDATA[x]]>")));
}

TEST(HtmlChecks, DeepNestingIsRefusedWithoutRecursion) {
  const auto nested = [](int levels) {
    std::string text;
    for (int i = 0; i < levels; ++i) text += "<b>";
    text += "x";
    for (int i = 0; i < levels; ++i) text += "</b>";
    return div(text);
  };
  EXPECT_TRUE(html_checks(nested(900)));
  EXPECT_FALSE(html_checks(nested(100'000)));
}

TEST(HtmlChecks, FragmentsAreCheckedAsContent) {
  EXPECT_TRUE(html_checks("<b>This</b> <i>is</i> valid <code>HTML</code>", Html::Fragment));
  EXPECT_FALSE(html_checks("<b>This</b> <i>is</i> valid <button>HTML</button>", Html::Fragment));
  EXPECT_FALSE(html_checks("x</div><div>y", Html::Fragment));
  EXPECT_FALSE(html_checks("", Html::Fragment));
}

}  // namespace
}  // namespace kiln::core
