// The order of citations and what stands under what.
#include <algorithm>
#include <clocale>
#include <random>

#include <catch2/catch.hpp>

#include "core/ir/citation_index.h"

namespace licet::ir {
namespace {

// In citation order.
const std::vector<std::string> kOrdered{"part 734",
                                        "734.3(a)(1)",
                                        "734.20(d)(2)",
                                        "740.2(a)(5)",
                                        "740.2(a)(9)(i)",
                                        "740.2(a)(9)(ii)",
                                        "740.2(a)(9)(ii)(B)",
                                        "740.2(a)(17)",
                                        "740.29(f)",
                                        "740.29(f)(i)",
                                        "740.29(f)(ii)",
                                        "740.29(f)(iii)",
                                        "740.29(g)",
                                        "Supp. No. 1 to part 740",
                                        "Note 1 to Supp. No. 1 to part 740",
                                        "Supp. No. 5 to part 740, paragraph (a)",
                                        "Supp. No. 5 to part 740, paragraph (b)",
                                        "Supp. No. 10 to part 740",
                                        "part 742",
                                        "742.6",
                                        "742.6(a)",
                                        "742.6(a)(1)",
                                        "742.6(a)(6)",
                                        "742.6(a)(6)(i)",
                                        "742.6(a)(6)(iii)",
                                        "742.6(a)(6)(iii)(A)",
                                        "742.6(a)(6)(iii)(A)(1)",
                                        "742.6(a)(6)(iii)(A)(1)(i)",
                                        "742.6(a)(6)(iii)(A)(1)(iv)",
                                        "742.6(a)(6)(iii)(A)(2)",
                                        "742.6(a)(6)(iii)(B)",
                                        "742.6(a)(6)(iv)",
                                        "742.6(a)(6)(v)",
                                        "742.6(a)(6)(ix)",
                                        "742.6(a)(6)(x)",
                                        "742.6(a)(6)(xix)",
                                        "742.6(a)(6)(xl)",
                                        "742.6(a)(6)(xlix)",
                                        "742.6(a)(6)(lx)",
                                        "742.6(a)(10)",
                                        "Note 1 to 742.6(a)",
                                        "Note 2 to paragraph (a) of 742.6",
                                        "742.6(b)",
                                        "742.6(h)",
                                        "742.6(i)",
                                        "742.6(i)(1)",
                                        "742.6(j)",
                                        "742.6(l)",
                                        "742.6(v)",
                                        "742.6(z)",
                                        "742.6(aa)",
                                        "742.6(bb)",
                                        "742.6(cc)",
                                        "742.10",
                                        "742.15",
                                        "744.11(a)(2)(v)(A)(3)(i)",
                                        "744.11(a)(2)(v)(A)(3)(ix)",
                                        "744.11(a)(2)(v)(A)(3)(x)",
                                        "748.15",
                                        "Supp. No. 10 to part 748",
                                        "Supp. No. 10 to part 748, paragraph 6",
                                        "Supp. No. 10 to part 748, paragraph 6(i)",
                                        "Supp. No. 10 to part 748, paragraph 6(ii)",
                                        "Supp. No. 10 to part 748, paragraph 10",
                                        "3A001.i",
                                        "3A001.z.1.a",
                                        "3A001.z.2.a",
                                        "3A001.z.10.a",
                                        "3A090",
                                        "3A090.a",
                                        "3A090.a.1",
                                        "3A090.a.2",
                                        "3A090.a.10",
                                        "Note 1 to 3A090.a",
                                        "Note 1 to 3A090.a, paragraph a",
                                        "Note 1 to 3A090.a, paragraph a.(2)",
                                        "Note 1 to 3A090.a, paragraph b",
                                        "3A090.b",
                                        "Note 2 to 3A090",
                                        "3A991",
                                        "4A003.z.1",
                                        "9E003.a.1",
                                        "General Order No. 4",
                                        "General Order No. 10",
                                        "22 CFR 126.1"};

TEST_CASE("citations: order") {
  // A title of its own stands before the default one.
  std::vector<std::string> ordered = kOrdered;
  std::rotate(ordered.begin(), ordered.end() - 1, ordered.end());
  std::vector<std::string> shuffled = ordered;
  std::mt19937 random(1);
  for (int round = 0; round < 20; ++round) {
    std::shuffle(shuffled.begin(), shuffled.end(), random);
    std::sort(shuffled.begin(), shuffled.end(), citation_less);
    CHECK(shuffled == ordered);
  }
  for (std::size_t i = 0; i < ordered.size(); ++i)
    for (std::size_t j = 0; j < ordered.size(); ++j) CHECK(citation_less(ordered[i], ordered[j]) == (i < j));
}

TEST_CASE("citations: order does not depend on the locale") {
  const std::string before = std::setlocale(LC_ALL, nullptr);
  for (const char* name : {"en_US.UTF-8", "tr_TR.UTF-8", "C.UTF-8"}) {
    if (std::setlocale(LC_ALL, name) == nullptr) continue;
    std::vector<std::string> shuffled(kOrdered.rbegin() + 1, kOrdered.rend());
    std::sort(shuffled.begin(), shuffled.end(), citation_less);
    CHECK(std::equal(shuffled.begin(), shuffled.end(), kOrdered.begin()));
  }
  std::setlocale(LC_ALL, before.c_str());
}

TEST_CASE("citations: keys say what is under what") {
  ir::CitationIndex index;
  for (std::size_t i = 0; i < kOrdered.size(); ++i) index.add(kOrdered[i], static_cast<ir::Id>(i));
  for (const std::string& reference : kOrdered) {
    std::vector<ir::Id> expected;
    for (std::size_t i = 0; i < kOrdered.size(); ++i)
      if (citation_under(kOrdered[i], reference)) expected.push_back(static_cast<ir::Id>(i));
    std::sort(expected.begin(), expected.end(), [&](ir::Id a, ir::Id b) {
      return kOrdered[static_cast<std::size_t>(a)] < kOrdered[static_cast<std::size_t>(b)];
    });
    CHECK(index.under(reference) == expected);
    CHECK(index.any_under(reference) == !expected.empty());
    // Their order is that of citations.
    for (const std::string& other : kOrdered)
      if (ir::citation_key(reference) != ir::citation_key(other))
        CHECK((ir::citation_key(reference) < ir::citation_key(other)) == citation_less(reference, other));
  }
}

TEST_CASE("citations: under") {
  const auto under = citation_under;
  for (const std::string& citation : kOrdered) {
    CHECK(under(citation, citation));
    CHECK(under(citation, ""));
  }
  CHECK(under("742.6(a)(6)(iii)(A)", "742.6(a)(6)"));
  CHECK(under("742.6(a)(6)(iii)(A)", "§742.6"));
  CHECK(under("742.6(a)(6)", "part 742"));
  CHECK(under("742.6(a)(6)", "Part 742"));
  CHECK_FALSE(under("742.6(a)(6)", "742.6(a)(6)(iii)"));
  CHECK_FALSE(under("742.6(a)(60)", "742.6(a)(6)"));
  CHECK_FALSE(under("742.60", "742.6"));
  CHECK_FALSE(under("742.6", "part 74"));
  CHECK_FALSE(under("part 742", "742.6"));
  CHECK_FALSE(under("part 7420", "part 742"));
  CHECK(under("Supp. No. 10 to part 748, paragraph 6(i)", "paragraph 6 of Supp. No. 10 to part 748"));
  CHECK(under("Supp. No. 10 to part 748, paragraph 6", "part 748"));
  CHECK(under("Supplement No. 10 to part 748", "Supp. No. 10 to part 748"));
  CHECK_FALSE(under("Supp. No. 10 to part 748", "Supp. No. 1 to part 748"));
  CHECK_FALSE(under("Supp. No. 10 to part 748, paragraph 10", "Supp. No. 10 to part 748, paragraph 1"));
  CHECK(under("Note 1 to 3A090.a", "3A090.a"));
  CHECK(under("Note 1 to 3A090.a, paragraph b.(a)", "Note 1 to 3A090.a, paragraph b"));
  CHECK(under("Note 1 to 3A090.a", "ECCN 3A090"));
  CHECK_FALSE(under("3A090.a", "Note 1 to 3A090.a"));
  CHECK(under("3A090.a.2", "3A090.a"));
  CHECK_FALSE(under("3A090.b", "3A090.a"));
  CHECK_FALSE(under("3A0901", "3A090"));
  CHECK_FALSE(under("22 CFR 126.1", "126.1"));
  CHECK(under("aia-filing", "aia-filing"));
  CHECK_FALSE(under("partner entity", "part"));
}

TEST_CASE("citations: any text has a place") {
  std::mt19937 random(2);
  const std::string alphabet = "7a.(i) ,12A§xNote to part paragraph of Supp.";
  std::vector<std::string> texts{"",
                                 ",",
                                 "(",
                                 "..",
                                 "Note",
                                 "part",
                                 "paragraph of",
                                 "§",
                                 "Note to Note to",
                                 "7.",
                                 "7.(",
                                 "99999999999999999999999999999.1",
                                 "\xff",
                                 "3A090",
                                 std::string(5000, '(')};
  for (int i = 0; i < 25; ++i) {
    std::string text;
    for (std::size_t n = random() % 30; n > 0; --n) text += alphabet[random() % alphabet.size()];
    texts.push_back(text);
  }
  for (const std::string& a : texts)
    for (const std::string& b : texts) {
      CHECK((citation_less(a, b) + citation_less(b, a)) == (a == b ? 0 : 1));
      for (const std::string& c : texts)
        if (citation_less(a, b) && citation_less(b, c) && !citation_less(a, c)) FAIL(a << " / " << b << " / " << c);
    }
}

}  // namespace
}  // namespace licet::ir
